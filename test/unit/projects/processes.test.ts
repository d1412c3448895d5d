import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ProjectStore } from '../../../electron/projects/store.ts'
import { bundledProcess, pause } from '../../programs/bundled-process.ts'
import { projectWith, valueOf } from './sample.ts'
import { storeIn } from './store-in.ts'

/** A process that saves. */
const start = bundledProcess(join(import.meta.dirname, 'saver.ts'))

it('lets several processes save one project at once, and loses nothing', { timeout: 120_000 }, async () => {
  const { store, folder } = storeIn()
  const { id } = valueOf(await store.create(projectWith())).project
  const each = 120
  const processes = ['a', 'b', 'c'].map((name) => start([folder, id, name, String(each)]))
  await Promise.all(processes.map(({ ended }) => ended))
  for (const { lines, complaint } of processes) expect([lines().length, complaint()]).toEqual([each, ''])
  const { project, revision, troubles } = valueOf(await store.load(id))
  const wanted = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: each }, (_, line) => `${name}${line}`))
  expect(project.notes.split('\n').slice(0, -1).sort()).toEqual(wanted.sort())
  expect([revision, troubles]).toEqual([1 + 3 * each, []])
})

/** Kills a process at a moment by chance: while it starts, or while it saves. */
async function killOnce(store: ProjectStore, folder: string, id: string, round: number): Promise<void> {
  const { child, lines, complaint, ended } = start([folder, id])
  if (round % 4 > 0) await Promise.race([once(child.stdout, 'data'), ended])
  await pause(Math.random() * (round % 4 > 0 ? 25 : 250))
  child.kill('SIGKILL')
  await ended
  expect(complaint()).toBe('')
  const { project, revision, troubles } = valueOf(await store.load(id))
  const [lastRevision = 0, last = 0] = (lines().at(-1) ?? '0 0').split(' ').map(Number)
  expect(revision).toBeGreaterThanOrEqual(lastRevision)
  expect(Number(project.notes)).toBeGreaterThanOrEqual(last)
  // At most the one that was under way has come to the disk without being told.
  if (last > 0) expect(Number(project.notes)).toBeLessThanOrEqual(last + 1)
  expect(troubles).toEqual([])
  valueOf(await store.readFiles(project))
}

it('loses nothing that it said it saved, killed 200 times', { timeout: 180_000 }, async () => {
  const { store, folder } = storeIn()
  const lane = async (): Promise<void> => {
    const { id } = valueOf(await store.create(projectWith({ notes: '0' }))).project
    for (let round = 0; round < 100; round++) await killOnce(store, folder, id, round)
    expect(valueOf(await store.load(id)).revision).toBeGreaterThan(75)
    expect(readdirSync(join(folder, id)).filter((name) => name.includes('damaged'))).toEqual([])
  }
  await Promise.all([lane(), lane()])
  const { projects, troubles } = await store.list()
  expect([projects.length, troubles]).toEqual([2, []])
})
