import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  promises,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Project } from '../../../electron/projects/project.ts'
import { SavedStates } from '../../../electron/projects/saved-states.ts'
import { ProjectStore } from '../../../electron/projects/store.ts'
import { tinyDisk } from '../files/tiny-disk.ts'
import { asNobody } from './as-nobody.ts'
import { fileOf, noted, notesOf, now, projectWith, renamed, sha256, valueOf } from './sample.ts'
import { storeIn } from './store-in.ts'

const isWindows = process.platform === 'win32'
const statesIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('state-'))
const stateFile = (revision: number): string => `state-${String(revision).padStart(6, '0')}.json`
const bytes = Buffer.from('a certificate')

/** A store whose clock stands a minute later at each look, so that no change goes on with the one before. */
function steppingStore() {
  let time = now
  return storeIn({ now: () => (time += 60_000) })
}

describe('a new project', () => {
  it('is saved, listed and loaded', async () => {
    const { store, folder } = storeIn({ now: () => now })
    const project = projectWith()
    const created = await store.create(project)
    const stored = {
      project,
      revision: 1,
      savedAt: '2026-11-24T12:00:00.000Z',
      label: 'created',
      undoes: null,
      redoes: null,
      troubles: [],
    }
    expect(created).toEqual({ ok: true, value: stored })
    expect(await new ProjectStore(folder).load(project.id)).toEqual(created)
    expect(await store.list()).toEqual({ projects: [stored], troubles: [] })
    expect(JSON.parse(readFileSync(join(folder, project.id, 'state-000001.json'), 'utf8'))).toMatchObject({
      format: 'ome-chain-project',
      schema: 1,
      revision: 1,
      label: 'created',
      quiet: false,
      project,
    })
  })

  it('brings its files, which only this account may read', async () => {
    const { store, folder } = storeIn()
    const project = projectWith({ files: [fileOf(bytes)] })
    valueOf(await store.create(project, new Map([[sha256(bytes), bytes]])))
    expect(Buffer.from(valueOf(await store.readFile(project.id, sha256(bytes))))).toEqual(bytes)
    if (isWindows) return
    const modeOf = (...path: string[]): number => statSync(join(folder, ...path)).mode & 0o777
    expect([modeOf(), modeOf(project.id), modeOf(project.id, 'files')]).toEqual([0o700, 0o700, 0o700])
    expect([modeOf(project.id, stateFile(1)), modeOf(project.id, 'files', sha256(bytes))]).toEqual([0o600, 0o600])
  })

  it('never takes the place of another', async () => {
    const { store } = storeIn()
    const project = projectWith()
    await store.create(project)
    expect(await store.create({ ...project, name: 'other' })).toMatchObject({ failure: { code: 'project-exists' } })
    expect(valueOf(await store.load(project.id)).project.name).toBe('OMENT-310')
  })

  it('can’t have an id that is a path', async () => {
    const { store } = storeIn()
    const id = '../../../../../../../../tmp/x-0000-0000'
    expect(await store.create(projectWith({ id }))).toMatchObject({ failure: { code: 'not-valid', reason: 'id' } })
    expect(await store.load(id)).toMatchObject({ failure: { code: 'project-not-found' } })
    expect(await store.update(id, 'notes', noted('x'))).toMatchObject({ failure: { code: 'project-not-found' } })
    expect(await store.revisionOf(id)).toMatchObject({ failure: { code: 'project-not-found' } })
    expect(() => store.folderOf(id)).toThrow('no id of a project')
  })

  it('does not count while it has no state', async () => {
    const { store, folder } = storeIn()
    mkdirSync(join(folder, projectWith().id, 'files'), { recursive: true })
    mkdirSync(join(folder, 'something else'))
    expect(await store.list()).toEqual({ projects: [], troubles: [] })
  })
})

describe('a change', () => {
  it('is made to the newest state, whoever saved it', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    const other = new ProjectStore(folder)
    valueOf(await store.update(id, 'notes', noted('a')))
    valueOf(await other.update(id, 'details', (project) => ({ ...project, address: `${project.notes}b` })))
    expect(valueOf(await store.load(id))).toMatchObject({ revision: 3, project: { notes: 'a', address: 'ab' } })
    expect(await store.revisionOf(id)).toEqual({ ok: true, value: 3 })
  })

  it('that changes nothing is not saved', async () => {
    const { store } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    expect(valueOf(await store.update(id, 'notes', (project) => project)).revision).toBe(1)
  })

  it('waits for the one before it, also where that one failed', async () => {
    const { store } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    const append = (text: string) => store.update(id, 'sent', (project) => noted(project.notes + text)(project))
    const bug = store.update(id, 'notes', () => {
      throw new TypeError('a bug')
    })
    const letters = Array.from('abcdefghij')
    const all = Promise.all(letters.map(append))
    await expect(bug).rejects.toThrow('a bug')
    await all
    expect(notesOf(await store.load(id))).toBe(letters.join(''))
  })

  it('of two stores at once loses nothing', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    const other = new ProjectStore(folder)
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz')
    const add = (letter: string, index: number) =>
      (index % 2 === 0 ? store : other).update(id, 'sent', (project) => noted(project.notes + letter)(project))
    await Promise.all(letters.map(add))
    expect(Array.from(notesOf(await store.load(id))).sort()).toEqual(letters)
    expect(valueOf(await store.load(id)).revision).toBe(27)
  })

  it('must be one that can be read again', async () => {
    const { store } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    const tooLong = await store.update(id, 'notes', noted('x'.repeat(64 * 1024 + 1)))
    expect(tooLong).toMatchObject({ failure: { code: 'not-valid', project: 'OMENT-310', reason: 'notes' } })
    await expect(store.update(id, 'details', (project) => ({ ...project, id: projectWith().id }))).rejects.toThrow()
    expect(valueOf(await store.load(id)).revision).toBe(1)
  })

  it('has a size', async () => {
    const { store } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    const file = { ...fileOf(bytes), name: '\u0001'.repeat(1024) }
    const many = await store.update(id, 'files-added', (project) => ({
      ...project,
      files: Array.from({ length: 2000 }, () => file),
      csrs: Array.from({ length: 200 }, () => ({
        sha256: '0'.repeat(64),
        pem: '\u0001'.repeat(64 * 1024),
        origin: 'appliance' as const,
        from: null,
        at: project.createdAt,
      })),
    }))
    expect(many).toMatchObject({ failure: { code: 'state-too-large', limit: 16 * 1024 * 1024 } })
    expect(valueOf(await store.load(id)).revision).toBe(1)
  })

  it('of a project that is gone is a failure', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    rmSync(join(folder, id), { recursive: true })
    const failure = { code: 'project-not-found', project: 'OMENT-310' }
    expect(await store.update(id, 'notes', noted('x'))).toMatchObject({ failure })
    expect(await store.load(id)).toMatchObject({ failure })
    expect(existsSync(join(folder, id))).toBe(false)
  })
})

describe('imported files', () => {
  const limit = 10 * 1024 * 1024

  async function withFile() {
    const { store, folder } = storeIn()
    const project = projectWith({ files: [fileOf(bytes)] })
    valueOf(await store.create(project, new Map([[sha256(bytes), bytes]])))
    return { store, id: project.id, path: join(folder, project.id, 'files', sha256(bytes)) }
  }

  it('are never others than were imported', async () => {
    const { store, id, path } = await withFile()
    appendFileSync(path, 'x')
    const failure = { code: 'file-damaged', project: 'OMENT-310', file: 'certnew.cer' }
    expect(await store.readFile(id, sha256(bytes))).toMatchObject({ failure })
    expect(
      await store.update(id, 'files-added', renamed('a'), { files: new Map([[sha256(bytes), bytes]]) }),
    ).toMatchObject({
      ok: true,
    })
    expect((await store.readFile(id, sha256(bytes))).ok).toBe(true)
    rmSync(path)
    expect(await store.readFile(id, sha256(bytes))).toMatchObject({
      failure: { ...failure, project: 'a', code: 'file-missing' },
    })
  })

  it('are those of their digests', async () => {
    const { store, id } = await withFile()
    const files = new Map([['0'.repeat(64), bytes]])
    await expect(store.update(id, 'files-added', renamed('a'), { files })).rejects.toThrow('not those of')
    expect(valueOf(await store.load(id)).revision).toBe(1)
  })

  it('have sizes', async () => {
    const { store, id } = await withFile()
    const add = (all: readonly Buffer[]) => {
      const files = new Map(all.map((each) => [sha256(each), each]))
      const added = all.map((each) => fileOf(each, 'big.p7b'))
      return store.update(id, 'files-added', (project) => ({ ...project, files: [...project.files, ...added] }), {
        files,
      })
    }
    const failure = { code: 'too-large', file: 'big.p7b', project: 'OMENT-310', limit }
    expect(await add([Buffer.alloc(limit + 1)])).toMatchObject({ failure })
    const big = Array.from({ length: 13 }, (_, index) => Buffer.alloc(limit, index))
    expect((await add(big.slice(0, 6))).ok).toBe(true)
    expect((await add(big.slice(6, 12))).ok).toBe(true)
    expect(await add(big.slice(12))).toMatchObject({
      failure: { code: 'project-too-large', limit: 128 * 1024 * 1024 },
    })
    expect(valueOf(await store.load(id)).project.files).toHaveLength(13)
  })

  it('go when no state names them any more, and not at once', async () => {
    const { store, folder } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    const files = new Map([[sha256(bytes), bytes]])
    const path = join(folder, id, 'files', sha256(bytes))
    valueOf(await store.update(id, 'files-added', (project) => ({ ...project, files: [fileOf(bytes)] }), { files }))
    valueOf(await store.update(id, 'file-left-out', (project) => ({ ...project, files: [] })))
    utimesSync(path, 0, 0)
    for (let i = 0; i < 30; i++) valueOf(await store.update(id, 'sent', noted(String(i))))
    expect(existsSync(path)).toBe(true) // a state still names it
    const later = now / 1000 + 36_000
    utimesSync(path, later, later)
    valueOf(await store.update(id, 'sent', noted('last')))
    expect(existsSync(path)).toBe(true) // it could be another copy's, whose state is yet to come
    utimesSync(path, 0, 0)
    valueOf(await store.update(id, 'sent', noted('after the last')))
    expect(existsSync(path)).toBe(false)
  })
})

describe('undo', () => {
  it('takes back one change after the other, and redo brings them again', async () => {
    const { store } = steppingStore()
    const { id } = valueOf(await store.create(projectWith({ notes: '0' }))).project
    for (const text of ['1', '2', '3']) valueOf(await store.update(id, 'notes', noted(text)))
    const undone = valueOf(await store.undo(id))
    expect(undone).toMatchObject({
      revision: 5,
      label: 'undone',
      undoes: 'notes',
      redoes: 'notes',
      project: { notes: '2' },
    })
    expect(notesOf(await store.undo(id))).toBe('1')
    expect(await store.canUndo(id)).toBe(true)
    expect(valueOf(await store.undo(id))).toMatchObject({ undoes: null, project: { notes: '0' } })
    expect(await store.canUndo(id)).toBe(false)
    expect(await store.undo(id)).toMatchObject({ failure: { code: 'nothing-to-undo', project: 'OMENT-310' } })
    expect(notesOf(await store.redo(id))).toBe('1')
    expect(notesOf(await store.redo(id))).toBe('2')
    expect(notesOf(await store.undo(id))).toBe('1')
    expect(notesOf(await store.redo(id))).toBe('2')
    expect(valueOf(await store.redo(id))).toMatchObject({ redoes: null, label: 'redone', project: { notes: '3' } })
    expect(await store.redo(id)).toMatchObject({ failure: { code: 'nothing-to-redo' } })
  })

  it('has nothing to redo after another change', async () => {
    const { store } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    valueOf(await store.update(id, 'notes', noted('1')))
    valueOf(await store.undo(id))
    valueOf(await store.update(id, 'sent', noted('2')))
    expect(await store.redo(id)).toMatchObject({ failure: { code: 'nothing-to-redo' } })
    const states = valueOf(await store.states(id))
    expect(notesOf(await store.restore(id, states[1]?.revision ?? 0))).toBe('1')
  })

  it('passes over quiet changes, which don’t stand in the way of redo', async () => {
    const { store } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    valueOf(await store.update(id, 'sent', noted('1')))
    valueOf(await store.update(id, 'seen', (project) => ({ ...project, address: 'a' }), { quiet: true }))
    expect(valueOf(await store.undo(id))).toMatchObject({
      redoes: 'sent',
      project: { notes: '', address: '192.0.2.10' },
    })
    valueOf(await store.update(id, 'seen', (project) => ({ ...project, address: 'b' }), { quiet: true }))
    expect(valueOf(await store.redo(id))).toMatchObject({ undoes: 'sent', project: { notes: '1', address: 'a' } })
  })

  it('takes typing in quick succession as one change', async () => {
    let time = now
    const { store } = storeIn({ now: () => time })
    const { id } = valueOf(await store.create(projectWith())).project
    for (const text of ['a', 'ab', 'abc']) {
      valueOf(await store.update(id, 'notes', noted(text)))
      valueOf(await store.update(id, 'seen', (project) => ({ ...project, address: text }), { quiet: true }))
      time += 29_000
    }
    expect(valueOf(await store.states(id)).map(({ label }) => label)).toEqual(['notes', 'created'])
    time += 1000
    valueOf(await store.update(id, 'notes', noted('abcd')))
    expect(notesOf(await store.undo(id))).toBe('abc')
    expect(notesOf(await store.undo(id))).toBe('')
    valueOf(await store.redo(id))
    expect(notesOf(await store.redo(id))).toBe('abcd')
    time -= 3_600_000 // a clock that was put back
    valueOf(await store.update(id, 'notes', noted('abcde')))
    expect(notesOf(await store.undo(id))).toBe('abcd')
    valueOf(await store.update(id, 'sent', noted('sent')))
    valueOf(await store.update(id, 'sent', noted('sent again')))
    expect(notesOf(await store.undo(id))).toBe('sent')
  })

  it('goes ten changes back, however many quiet ones lie between', async () => {
    const { store, folder } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    for (let i = 1; i <= 20; i++) {
      valueOf(await store.update(id, 'sent', noted(String(i))))
      for (let j = 0; j < 4; j++) valueOf(await store.update(id, 'seen', renamed(`${i}.${j}`), { quiet: true }))
    }
    for (let i = 19; i >= 10; i--) expect(notesOf(await store.undo(id))).toBe(String(i))
    for (let i = 11; i <= 20; i++) expect(notesOf(await store.redo(id))).toBe(String(i))
    expect(valueOf(await store.load(id)).project.name).toBe('20.3')
    expect(statesIn(join(folder, id)).length).toBeLessThanOrEqual(64)
  })

  it('says so where the state that it leads to is damaged', async () => {
    const { store, folder } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    valueOf(await store.update(id, 'sent', noted('1')))
    truncateSync(join(folder, id, stateFile(1)), 100)
    expect(await store.undo(id)).toMatchObject({ failure: { code: 'state-damaged', file: stateFile(1) } })
    expect(notesOf(await store.load(id))).toBe('1')
  })
})

describe('former states', () => {
  it('are the last ten changes and the present one, newest first', async () => {
    const { store } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    for (let i = 1; i <= 14; i++) valueOf(await store.update(id, 'sent', noted(String(i))))
    valueOf(await store.update(id, 'verdict', renamed('quiet'), { quiet: true }))
    const states = valueOf(await store.states(id))
    expect(states.map(({ revision }) => revision)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5])
    expect(states.map(({ isPresent }) => isPresent)).toEqual([true, ...Array.from({ length: 10 }, () => false)])
  })

  it('come back as new ones, so that nothing is lost', async () => {
    const { store } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    for (const text of ['1', '2', '3']) valueOf(await store.update(id, 'sent', noted(text)))
    expect(valueOf(await store.restore(id, 2))).toMatchObject({
      revision: 5,
      label: 'restored',
      project: { notes: '1' },
    })
    expect(valueOf(await store.states(id)).map(({ label }) => label)).toEqual([
      'restored',
      'sent',
      'sent',
      'sent',
      'created',
    ])
    expect(notesOf(await store.undo(id))).toBe('3')
    expect(valueOf(await store.states(id)).find(({ isPresent }) => isPresent)?.revision).toBe(4)
    expect(await store.restore(id, 99)).toMatchObject({ failure: { code: 'state-not-found' } })
  })

  it('are deleted where nothing leads to them any more', async () => {
    const { store, folder } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    for (let i = 1; i <= 60; i++) valueOf(await store.update(id, 'sent', noted(String(i))))
    expect(statesIn(join(folder, id))[0]).toBe(stateFile(30))
    for (let i = 1; i <= 60; i++) valueOf(await store.update(id, 'seen', noted(String(i)), { quiet: true }))
    expect(statesIn(join(folder, id)).length).toBeLessThan(50)
    expect(valueOf(await store.states(id)).map(({ revision }) => revision)).toEqual([
      61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51,
    ])
  })
})

describe('a damaged state', () => {
  async function withStates() {
    const { store, folder } = storeIn({ now: () => now })
    const { id } = valueOf(await store.create(projectWith())).project
    valueOf(await store.update(id, 'sent', noted('1')))
    valueOf(await store.update(id, 'sent', noted('2')))
    return { store, id, folder: join(folder, id) }
  }

  const aside = `${stateFile(3)}.damaged-2026-11-24T12-00-00-000Z`

  it.each<[string, (path: string, folder: string) => void, string]>([
    ['cut off', (path) => truncateSync(path, 200), 'not-json'],
    [
      'empty',
      (path) => {
        truncateSync(path, 0)
        utimesSync(path, 0, 0)
      },
      'not-json',
    ],
    ['no text', (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x80])), 'not-json'],
    ['another JSON', (path) => writeFileSync(path, '{"format":"x","schema":1}'), 'not-a-project'],
    ['a list', (path) => writeFileSync(path, '[]'), 'not-a-project'],
    ['without a project', (path) => writeFileSync(path, '{"format":"ome-chain-project","schema":1}'), 'not-valid'],
    [
      'with a wrong value',
      (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('"source"', '"x"')),
      'not-valid',
    ],
    ['of another number', (path, folder) => copyFileSync(join(folder, stateFile(2)), path), 'other-project'],
    [
      'of another project',
      (path) =>
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(/"id":"./, (m) => `${m.slice(0, -1)}${m.endsWith('0') ? '1' : '0'}`),
        ),
      'other-project',
    ],
    ['too large', (path) => truncateSync(path, 17 * 1024 * 1024), 'too-large'],
  ])('(%s) is put aside under its name, and the one before it counts', async (_, damage, reason) => {
    const { store, id, folder } = await withStates()
    damage(join(folder, stateFile(3)), folder)
    const before = readFileSync(join(folder, stateFile(3)))
    const trouble = { id, code: 'state-damaged', project: 'OMENT-310', file: aside, reason }
    const { projects, troubles } = await store.list()
    expect(troubles).toEqual([trouble])
    expect(projects).toMatchObject([{ revision: 2, project: { notes: '1' } }])
    expect(readFileSync(join(folder, aside)).equals(before)).toBe(true)
    expect(existsSync(join(folder, stateFile(3)))).toBe(false)
    // Told as long as nothing was saved since, and with that saving; its number is never used again.
    expect((await store.list()).troubles).toEqual([{ ...trouble, reason: null }])
    expect(valueOf(await store.update(id, 'sent', noted('3')))).toMatchObject({
      revision: 4,
      troubles: [{ file: aside }],
    })
    expect((await store.list()).troubles).toEqual([])
    expect(existsSync(join(folder, aside))).toBe(true)
  })

  it('is found by a change, too', async () => {
    const { store, id, folder } = await withStates()
    truncateSync(join(folder, stateFile(3)), 200)
    expect(valueOf(await store.update(id, 'sent', (project) => noted(`${project.notes}+`)(project)))).toMatchObject({
      revision: 4,
      project: { notes: '1+' },
      troubles: [{ code: 'state-damaged' }],
    })
  })

  it('among others leads further back', async () => {
    const { store, id, folder } = await withStates()
    for (const revision of [2, 3]) truncateSync(join(folder, stateFile(revision)), 200)
    expect(valueOf(await store.load(id))).toMatchObject({ revision: 1, troubles: [{}, {}] })
  })

  it('that is the only one leaves nothing to open, and everything where it is', async () => {
    const { store, id, folder } = await withStates()
    for (const revision of [1, 2, 3]) truncateSync(join(folder, stateFile(revision)), 200)
    const failure = { code: 'project-damaged', project: 'OMENT-310' }
    expect(await store.load(id)).toMatchObject({ failure })
    expect(await store.update(id, 'sent', noted('x'))).toMatchObject({ failure })
    expect(await store.list()).toMatchObject({ projects: [], troubles: [{ id, ...failure }] })
    expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(3)
    expect(statesIn(folder)).toHaveLength(3)
  })

  it('that is just being written is waited for', async () => {
    const { store, id, folder } = await withStates()
    const path = join(folder, stateFile(3))
    const content = readFileSync(path)
    truncateSync(path, 0)
    utimesSync(path, now / 1000, now / 1000)
    const loading = store.load(id)
    setTimeout(() => writeFileSync(path, content), 120)
    expect(valueOf(await loading)).toMatchObject({ revision: 3, troubles: [] })
  })
})

describe('a project of another version', () => {
  const asSchema = (path: string, schema: number): void =>
    writeFileSync(path, readFileSync(path, 'utf8').replace('"schema":1', `"schema":${schema}`))

  it('that is newer is told, and nothing in it is touched', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    valueOf(await store.update(id, 'sent', noted('1')))
    asSchema(join(folder, id, stateFile(2)), 2)
    const before = readdirSync(join(folder, id))
    const other = new ProjectStore(folder)
    const failure = { code: 'newer-version', project: 'OMENT-310', file: stateFile(2) }
    expect(await other.load(id)).toMatchObject({ failure })
    expect(await other.update(id, 'sent', noted('2'))).toMatchObject({ failure })
    expect(await other.undo(id)).toMatchObject({ failure })
    expect(await other.list()).toMatchObject({ projects: [], troubles: [{ id, ...failure }] })
    expect(readdirSync(join(folder, id))).toEqual(before)
  })

  it('that is older is migrated, and its last file kept as it is', async () => {
    let time = now
    const steps = { 0: ({ title, ...project }: Readonly<Record<string, unknown>>) => ({ ...project, name: title }) }
    const { store, folder } = storeIn({ steps, now: () => (time += 60_000) })
    const { id } = valueOf(await store.create(projectWith())).project
    valueOf(await store.update(id, 'sent', noted('1')))
    const path = join(folder, id, stateFile(2))
    asSchema(path, 0)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"name":', '"title":'))
    const before = readFileSync(path, 'utf8')
    expect(valueOf(await store.load(id)).project).toMatchObject({ name: 'OMENT-310', notes: '1', schema: 1 })
    for (let i = 0; i < 50; i++) valueOf(await store.update(id, 'sent', noted(String(i))))
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(existsSync(join(folder, id, stateFile(1)))).toBe(false)
  })

  it('that no step leads on from is damaged', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    asSchema(join(folder, id, stateFile(1)), 0)
    expect(await store.load(id)).toMatchObject({ failure: { code: 'project-damaged', reason: 'not-valid' } })
  })

  it('may have a label that is not known here', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    const path = join(folder, id, stateFile(1))
    writeFileSync(path, readFileSync(path, 'utf8').replace('"label":"created"', '"label":"of-tomorrow"'))
    expect(valueOf(await store.load(id)).label).toBe('details')
  })
})

describe('a copy', () => {
  it('has the same work and files, but not what was done with the chain', async () => {
    const { store } = storeIn({ now: () => now })
    const chainFile = Buffer.from('a chain of the other side')
    const project = projectWith({
      files: [fileOf(bytes)],
      counterpart: { kind: 'file', name: 'other.pem', sha256: sha256(chainFile) },
      uploadedAt: '2026-11-20T00:00:00Z',
      archived: true,
    })
    valueOf(await store.create(project, new Map([bytes, chainFile].map((each) => [sha256(each), each]))))
    const copy = valueOf(await store.duplicate(project.id, 'Copy of OMENT-310'))
    expect(copy).toMatchObject({ revision: 1, label: 'duplicated' })
    expect(copy.project).toEqual({
      ...project,
      id: copy.project.id,
      name: 'Copy of OMENT-310',
      createdAt: '2026-11-24T12:00:00.000Z',
      counterpart: null,
      uploadedAt: null,
      archived: false,
    })
    expect(copy.project.id).not.toBe(project.id)
    expect((await store.readFile(copy.project.id, sha256(bytes))).ok).toBe(true)
    expect(await store.readFile(copy.project.id, sha256(chainFile))).toMatchObject({
      failure: { code: 'file-missing' },
    })
    expect((await store.list()).projects).toHaveLength(2)
  })
})

describe('a disk that fails', () => {
  it.runIf(process.platform === 'linux')('(full) leaves the present state whole', async () => {
    const folder = tinyDisk(128, 8192)
    const store = new ProjectStore(join(folder, 'projects'))
    const { id } = valueOf(await store.create(projectWith())).project
    const full = { code: 'disk-full', project: 'OMENT-310' }
    const saved = ['']
    const save = async (text: string) => store.update(id, 'sent', noted(text.repeat(30_000)))
    for (const text of 'abcdef') {
      const result = await save(text)
      if (result.ok) saved.push(result.value.project.notes)
      else expect(result.failure).toMatchObject(full)
    }
    expect(saved.length).toBeLessThan(6)
    expect(notesOf(await store.load(id)) === saved.at(-1)).toBe(true)
    const big = Buffer.alloc(200_000)
    const files = new Map([[sha256(big), big]])
    expect(await store.update(id, 'files-added', renamed('b'), { files })).toMatchObject({ failure: full })
    expect(await store.create(projectWith({ files: [fileOf(big)] }), files)).toMatchObject({ failure: full })
    const { projects, troubles } = await store.list()
    expect(troubles).toEqual([])
    expect(projects).toHaveLength(1)
    expect(readdirSync(join(folder, 'projects'))).toEqual([id])
    expect(readdirSync(join(folder, 'projects', id, 'files'))).toEqual([])
  })

  it.skipIf(isWindows)('(read-only) is a failure, and shows what is there', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    valueOf(await store.update(id, 'sent', noted('1')))
    truncateSync(join(folder, id, stateFile(2)), 10)
    chmodSync(join(folder, '..'), 0o755)
    chmodSync(folder, 0o555)
    chmodSync(join(folder, id), 0o555)
    for (const name of statesIn(join(folder, id))) chmodSync(join(folder, id, name), 0o444)
    await asNobody(async () => {
      const failure = { code: 'no-permission-to-write', project: 'OMENT-310' }
      expect(valueOf(await store.load(id))).toMatchObject({ revision: 1, troubles: [{ file: stateFile(2) }] })
      expect(await store.update(id, 'sent', noted('2'))).toMatchObject({ failure: { ...failure, file: stateFile(3) } })
      expect(await store.create(projectWith())).toMatchObject({ failure })
    })
    expect(statesIn(join(folder, id))).toEqual([stateFile(1), stateFile(2)])
  })

  it.skipIf(isWindows)('(not to be read) is told, and is no reason to put anything aside', async () => {
    const { store, folder } = storeIn()
    const { id } = valueOf(await store.create(projectWith())).project
    chmodSync(join(folder, '..'), 0o755)
    chmodSync(folder, 0o755)
    chmodSync(join(folder, id), 0o777)
    chmodSync(join(folder, id, stateFile(1)), 0)
    const failure = { code: 'no-permission', project: 'OMENT-310', file: stateFile(1) }
    await asNobody(async () => {
      expect(await store.load(id)).toMatchObject({ failure })
      expect(await store.list()).toMatchObject({ projects: [], troubles: [{ id, ...failure }] })
    })
    expect(statesIn(join(folder, id))).toEqual([stateFile(1)])
    chmodSync(folder, 0)
    await asNobody(async () => {
      expect(await store.list()).toMatchObject({ projects: [], troubles: [{ id: null, code: 'no-permission' }] })
      expect(await store.ids()).toEqual(new Set())
    })
    chmodSync(folder, 0o700)
  })

  it('that can’t be tidied keeps what is saved', async () => {
    const { store, folder } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    mkdirSync(join(folder, id, stateFile(1).replace('1', '0')), { recursive: true })
    expect((await store.update(id, 'sent', noted('1'))).ok).toBe(true)
  })
})

describe('somebody who slept while others saved', () => {
  it('does not take a number that was pruned', async () => {
    const { store, folder } = steppingStore()
    const { id } = valueOf(await store.create(projectWith())).project
    const other = new ProjectStore(folder, { now: () => now })
    const append = (text: string) => (project: Project) => noted(project.notes + text)(project)
    const saves = 45
    const { link } = promises
    const linking = vi.spyOn(promises, 'link')
    onTestFinished(() => linking.mockRestore())
    // The last thing before a number is taken: meanwhile the other one saves more often than numbers are kept.
    linking.mockImplementationOnce(async (from, to) => {
      for (let i = 0; i < saves; i++) valueOf(await other.update(id, 'seen', append('o'), { quiet: true }))
      expect(existsSync(to)).toBe(false)
      await link(from, to)
    })
    const saved = valueOf(await store.update(id, 'sent', append('S')))
    expect([saved.revision, saved.project.notes]).toEqual([saves + 2, `${'o'.repeat(saves)}S`])
    expect(valueOf(await store.load(id)).project.notes).toBe(saved.project.notes)
    expect(statesIn(join(folder, id))).not.toContain(stateFile(2))
  })
})

describe('three hundred projects', () => {
  it('are listed at once', async () => {
    const { store } = storeIn()
    const projects = Array.from({ length: 300 }, (_, index) => projectWith({ name: `OMENT-${index}` }))
    for (const project of projects) valueOf(await store.create(project))
    const start = performance.now()
    const listed = await store.list()
    const elapsed = performance.now() - start
    expect(listed.troubles).toEqual([])
    expect(new Set(listed.projects.map(({ project }) => project.name)).size).toBe(300)
    expect(elapsed).toBeLessThan(3000)
  })
})

it('leaves what a killed process left behind alone for an hour', async () => {
  const { store, folder } = storeIn()
  const { id } = valueOf(await store.create(projectWith())).project
  const left = join(folder, id, '.ome-chain-0011223344556677.tmp')
  writeFileSync(left, 'half a state')
  valueOf(await store.update(id, 'sent', noted('1')))
  expect(existsSync(left)).toBe(true)
  utimesSync(left, 0, 0)
  valueOf(await store.update(id, 'sent', noted('2')))
  expect(existsSync(left)).toBe(false)
})

it('says that it was outrun where others save all the time', async () => {
  const { store } = storeIn()
  const { id } = valueOf(await store.create(projectWith())).project
  vi.spyOn(SavedStates.prototype, 'add').mockResolvedValue('taken')
  vi.spyOn(Math, 'random').mockReturnValue(0)
  onTestFinished(() => void vi.restoreAllMocks())
  const failure = { code: 'contended', project: 'OMENT-310' }
  expect(await store.update(id, 'sent', noted('1'))).toMatchObject({ failure })
})

it('finds a project again whose folder was brought back', async () => {
  const { store, folder } = storeIn()
  const { id } = valueOf(await store.create(projectWith())).project
  renameSync(store.folderOf(id), join(folder, 'bin'))
  expect((await store.load(id)).ok).toBe(false)
  renameSync(join(folder, 'bin'), store.folderOf(id))
  expect((await store.load(id)).ok).toBe(true)
})
