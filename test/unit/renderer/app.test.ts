import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { MenuCommand } from '../../../electron/contract/bridge.ts'
import { failure, FakeMain, projectId, view } from './bridge.ts'

const main = new FakeMain()
main.install()
const { App } = await import('../../../renderer/state/app.svelte.ts')
const { receive } = await import('../../../renderer/parts/receivers.ts')
const { announced } = await import('../../../renderer/parts/announcer.svelte.ts')

const settings = {
  language: null,
  spoken: 'en',
  theme: 'system',
  highContrast: false,
  vaultIdleMinutes: 15,
} as const
const home = { cards: [], troubles: [] }

beforeEach(() => {
  main.reset()
  main.answer('app.start', () => ({ settings, platform: 'linux', version: '0.1.0', home }))
  main.answer('home.list', () => home)
  main.answer('project.open', () => view())
  main.answer('project.edit', () => view())
})

async function startedApp(isOpen = false) {
  const app = new App()
  await app.start()
  if (isOpen) await app.openProject(projectId)
  return app
}

/** Lets what an event set off come to its end. */
const settled = () => vi.waitFor(() => undefined)

describe('at the start', () => {
  it('home is shown in the language in force', async () => {
    main.answer('app.start', () => ({
      settings: { ...settings, spoken: 'fr' },
      platform: 'linux',
      version: '0.1.0',
      home,
    }))
    const app = await startedApp()
    expect(app.screen.name).toBe('home')
    expect(document.documentElement.lang).toBe('fr')
  })

  it('a main that fails is told of in English', async () => {
    main.answer('app.start', () => failure('bug'))
    const app = await startedApp()
    expect(app.tasks.failure?.code).toBe('bug')
    expect(document.documentElement.lang).toBe('en')
  })
})

describe('a project', () => {
  it('opens where its work goes on, or at a step', async () => {
    const app = await startedApp(true)
    expect(app.wizard?.step).toBe('csr')
    await app.openProject(projectId, 'pre-check')
    expect(app.wizard?.step).toBe('pre-check')
  })

  it('that can’t be opened leaves home as it is', async () => {
    main.answer('project.open', () => failure('project-not-found'))
    const app = await startedApp(true)
    expect(app.screen.name).toBe('home')
    expect(app.tasks.failure?.code).toBe('project-not-found')
  })

  it('just created opens, also where it can’t be paired', async () => {
    const app = await startedApp()
    main.answer('project.pair', () => failure('project-not-found'))
    await app.openCreated(view({ name: 'OMENT-400' }), '22222222-2222-4222-8222-222222222222')
    expect(app.wizard?.view.project.name).toBe('OMENT-400')
    expect(app.tasks.failure?.code).toBe('project-not-found')
    main.answer('project.pair', () => view({ name: 'paired' }))
    await app.openCreated(view(), '22222222-2222-4222-8222-222222222222')
    expect(app.wizard?.view.project.name).toBe('paired')
  })

  it('stays open below another screen, and back leads to it', async () => {
    const app = await startedApp(true)
    await app.explainError()
    expect(app.screen.name).toBe('explain')
    await app.back()
    expect(app.screen).toEqual({ name: 'project', wizard: app.wizard })
    await app.back()
    expect(app.screen.name).toBe('home')
    expect(app.wizard).toBeNull()
  })

  it('is left only after its edits are saved', async () => {
    const app = await startedApp(true)
    app.wizard?.edit({ notes: 'x' })
    await app.goHome()
    expect(main.inputs('project.edit')).toEqual([{ id: projectId, edits: { notes: 'x' } }])
    expect(app.screen.name).toBe('home')
  })

  it('with edits that can’t be saved asks before it is left', async () => {
    main.answer('project.edit', () => failure())
    const app = await startedApp(true)
    app.wizard?.edit({ notes: 'x' })
    await app.goHome()
    expect(app.screen.name).toBe('project')
    expect(app.dialog).toBe('unsaved')
    await app.leaveUnsaved()
    expect(app.screen.name).toBe('home')
  })

  it('with edits that can’t be saved asks before another one takes its place', async () => {
    main.answer('project.edit', () => failure())
    main.answer('project.duplicate', () => view({ id: '44444444-4444-4444-8444-444444444444' }))
    const app = await startedApp(true)
    app.wizard?.edit({ notes: 'x' })
    await app.duplicate({ id: projectId, name: 'OMENT-310' })
    expect(app.dialog).toBe('unsaved')
    expect(app.wizard?.id).toBe(projectId)
    await app.leaveUnsaved()
    expect(app.wizard?.id).not.toBe(projectId)
  })

  it('with edits that can’t be saved asks before the window closes', async () => {
    main.answer('project.edit', () => failure())
    const app = await startedApp(true)
    app.wizard?.edit({ notes: 'x' })
    await app.close()
    expect(main.close).not.toHaveBeenCalled()
    await app.leaveUnsaved()
    expect(main.close).toHaveBeenCalledOnce()
  })

  it('is gone from the screen when it was deleted, and not when the user kept it', async () => {
    const app = await startedApp(true)
    main.answer('project.delete', () => false)
    await app.delete({ id: projectId, name: 'OMENT-310' })
    expect(app.screen.name).toBe('project')
    main.answer('project.delete', () => true)
    await app.delete({ id: projectId, name: 'OMENT-310' })
    expect(app.screen.name).toBe('home')
    expect(app.note?.text).toContain('OMENT-310')
  })

  it('is shown anew when another copy of the app changed it', async () => {
    const app = await startedApp(true)
    main.answer('project.open', () => view({ name: 'OMENT-311' }))
    main.tell({ kind: 'project-changed', id: '22222222-2222-4222-8222-222222222222' })
    await settled()
    expect(app.note).toBeNull()
    main.tell({ kind: 'project-changed', id: projectId })
    await vi.waitFor(() => expect(app.wizard?.view.project.name).toBe('OMENT-311'))
    expect(app.note).not.toBeNull()
  })

  it('says so where there is nothing to undo, and asks main for nothing', async () => {
    const app = await startedApp(true)
    await app.step('undo')
    expect(main.asked.at(-1)?.route).toBe('project.open')
    expect(announced()).toBe('There is nothing to undo.')
    expect(app.hint).toBe('There is nothing to undo.')
  })

  it('takes its last change back', async () => {
    main.answer('project.open', () => ({ ...view(), undo: 'the import' }))
    main.answer('project.undo', () => view({ name: 'as before' }))
    const app = await startedApp(true)
    await app.step('undo')
    expect(app.wizard?.view.project.name).toBe('as before')
    expect(announced()).toBe('Undone: the import')
  })
})

describe('files from outside', () => {
  const picked = (name: string) => ({ id: '33333333-3333-4333-8333-333333333333', names: [name] })

  it('go to the screen that takes files', async () => {
    const app = await startedApp(true)
    const taken = vi.fn()
    const stop = receive(taken)
    main.tell({ kind: 'files-opened', picked: picked('leaf.cer') })
    await settled()
    stop()
    expect(taken).toHaveBeenCalledWith({ kind: 'picked', ...picked('leaf.cer') })
    expect(app.screen.name).toBe('project')
  })

  it('are checked on their own where no screen takes them', async () => {
    const app = await startedApp(true)
    main.tell({ kind: 'files-opened', picked: picked('leaf.cer') })
    await vi.waitFor(() =>
      expect(app.screen).toEqual({ name: 'check', given: { kind: 'picked', ...picked('leaf.cer') } }),
    )
  })

  it('that are a project open it, also past a screen that takes files', async () => {
    const app = await startedApp()
    const taken = vi.fn()
    const stop = receive(taken)
    main.answer('project.load', () => view({ name: 'loaded' }))
    main.tell({ kind: 'files-opened', picked: picked('OMENT.OmeChain') })
    await vi.waitFor(() => expect(app.wizard?.view.project.name).toBe('loaded'))
    stop()
    expect(taken).not.toHaveBeenCalled()
  })
})

describe('the menu', () => {
  it.each([
    ['new-project', 'new'],
    ['settings', 'settings'],
    ['about', 'settings'],
    ['shortcuts', 'shortcuts'],
  ] as const)('opens a dialog for %s', async (command, dialog) => {
    const app = await startedApp()
    await app.obey(command)
    expect(app.dialog).toBe(dialog)
  })

  it.each([
    ['home', 'home'],
    ['check-file', 'check'],
    ['explain-error', 'explain'],
  ] as const)('leads to another screen for %s', async (command, screen) => {
    const app = await startedApp(true)
    main.tell({ kind: 'menu', command: command as MenuCommand })
    await vi.waitFor(() => expect(app.screen.name).toBe(screen))
  })

  it('goes from step to step', async () => {
    const app = await startedApp(true)
    await app.obey('next-step')
    expect(app.wizard?.step).toBe('submit')
    await app.obey('previous-step')
    expect(app.wizard?.step).toBe('csr')
  })

  it('opens a project from its file, unless the dialog was cancelled', async () => {
    const app = await startedApp()
    main.answer('files.choose', () => null)
    await app.obey('open-project')
    expect(app.screen.name).toBe('home')
    main.answer('files.choose', () => ({ id: '33333333-3333-4333-8333-333333333333', names: ['a.omechain'] }))
    main.answer('project.load', () => view())
    await app.obey('open-project')
    expect(app.screen.name).toBe('project')
  })
})

describe('another language', () => {
  it('is spoken at once, and main’s own sentences are asked for anew', async () => {
    const app = await startedApp(true)
    main.asked.length = 0
    main.tell({ kind: 'settings', settings: { ...settings, language: 'es', spoken: 'es' } })
    await vi.waitFor(() => expect(main.asked.map(({ route }) => route)).toEqual(['project.open', 'home.list']))
    expect(document.documentElement.lang).toBe('es')
    expect(app.settings?.language).toBe('es')
  })

  it('is not where only the theme changed', async () => {
    const app = await startedApp(true)
    main.asked.length = 0
    main.answer('app.settings', ({ theme }) => ({ ...settings, theme }))
    await app.change({ theme: 'dark' })
    expect(main.asked.map(({ route }) => route)).toEqual(['app.settings'])
    expect(app.settings?.theme).toBe('dark')
  })
})
