import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrivateCas } from '../../../electron/ca/private/private-cas.ts'
import { type Call, Dispatcher } from '../../../electron/contract/dispatch.ts'
import type { Result } from '../../../electron/contract/bridge.ts'
import type { Input, Output, RouteName } from '../../../electron/contract/routes.ts'
import type { JobInput, JobName, JobOutput } from '../../../electron/engine/jobs.ts'
import { Workbench, type WorkRequest } from '../../../electron/engine/work.ts'
import { Bugs } from '../../../electron/host/bugs.ts'
import type { Question, SavedKind, Wanted } from '../../../electron/host/desk.ts'
import { failureOf } from '../../../electron/host/failures.ts'
import { makeHandlers } from '../../../electron/host/handlers/handlers.ts'
import { PickedFiles } from '../../../electron/host/picked.ts'
import { Projects } from '../../../electron/host/projects.ts'
import type { Services } from '../../../electron/host/services.ts'
import { ShortLived } from '../../../electron/host/short-lived.ts'
import { loadMessages } from '../../../electron/messages/messages.ts'
import { ProjectStore } from '../../../electron/projects/store.ts'
import { Vault } from '../../../electron/vault/vault.ts'

const messages = (await loadMessages('en')).forWindow()

/** The engine in this very thread, as a worker would run it. */
class EngineHere {
  private readonly bench = new Workbench()

  async run<Name extends JobName>(job: Name, input: JobInput<Name>, call?: Call): Promise<JobOutput<Name>> {
    let outcome: unknown
    await this.bench.work({ id: 0, job, language: 'en', input } as WorkRequest, (reply) => {
      if ('progress' in reply) call?.progress(reply.progress.done, reply.progress.total, reply.progress.text)
      else if ('bug' in reply) throw new Error(`${reply.bug.name}: ${reply.bug.message}`)
      else outcome = reply.value
    })
    return outcome as JobOutput<Name>
  }
}

/** What the user answers to the dialogs, and what was done outside the app. */
export interface Outside {
  choose: readonly string[] | null
  save: string | null
  deletes: boolean
  hasBin: boolean
  readonly asked: (Wanted | SavedKind | 'delete')[]
  readonly questions: Question[]
  readonly proposed: string[]
  readonly copied: string[]
  readonly edited: ('undo' | 'redo')[]
  readonly opened: string[]
  readonly binned: string[]
}

/** All handlers over a folder of their own, with everything real but what needs a window. */
export class HostBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'ome-host-'))
  readonly outside: Outside = {
    choose: null,
    save: null,
    deletes: true,
    hasBin: true,
    asked: [],
    questions: [],
    proposed: [],
    copied: [],
    edited: [],
    opened: [],
    binned: [],
  }
  readonly services: Services
  private readonly dispatcher: Dispatcher
  private calls = 0

  /** @param now the time that it is */
  constructor(public now = Date.parse('2026-11-24T12:00:00Z')) {
    const { outside } = this
    const clock = () => this.now
    const engine = new EngineHere()
    const store = new ProjectStore(join(this.folder, 'projects'), { now: clock })
    const bugs = new Bugs(clock)
    const cost = { N: 2 ** 14, r: 8, p: 1 } as const
    const vault = new Vault(join(this.folder, 'keys'), { now: clock, cost })
    const casFolder = join(this.folder, 'cas')
    const cas = new PrivateCas(casFolder, vault, { now: clock, cost })
    this.services = {
      about: { version: '1.0.0', platform: 'linux', parts: 'Node' },
      now: clock,
      messages: () => messages,
      settings: {
        keptAside: null,
        shown: () => ({ language: null, spoken: 'en', theme: 'system', highContrast: false, vaultIdleMinutes: 15 }),
        change: () => Promise.resolve(),
      },
      desk: {
        choose: (wanted) => {
          outside.asked.push(wanted)
          return Promise.resolve(outside.choose)
        },
        chooseWhereToSave: (kind, name) => {
          outside.asked.push(kind)
          outside.proposed.push(name)
          return Promise.resolve(outside.save)
        },
        confirm: (question) => {
          outside.questions.push(question)
          return Promise.resolve(outside.deletes)
        },
        confirmDeletion: () => {
          outside.asked.push('delete')
          return Promise.resolve(outside.deletes)
        },
        copy: (text) => Promise.resolve(void outside.copied.push(text)),
        edit: (command) => void outside.edited.push(command),
        openLink: (link) => Promise.resolve(void outside.opened.push(link)),
        showInFolder: (path) => void outside.opened.push(path),
        moveToBin: (path) => {
          if (!outside.hasBin) return Promise.reject(new Error('no bin'))
          outside.binned.push(path)
          rmSync(path, { recursive: true })
          return Promise.resolve()
        },
      },
      picked: new PickedFiles(clock),
      saved: new ShortLived(clock),
      bugs,
      engine,
      store,
      projects: new Projects({ store, engine, messages: () => messages, now: clock }),
      printPdf: (html) => Promise.resolve(Buffer.from(`%PDF of ${html}`)),
      vault: () => Promise.resolve(vault),
      seenCas: new PrivateCas(casFolder, new Vault(join(this.folder, 'keys')), { now: clock, cost }),
      cas: () => Promise.resolve(cas),
      hasVault: () => existsSync(join(this.folder, 'keys')),
      keyStore: () => 'secret-service',
    }
    this.dispatcher = new Dispatcher(
      makeHandlers(this.services, () => undefined),
      {
        refusal: (code) => failureOf(code, messages),
        bug: (error) => {
          throw error
        },
        send: () => undefined,
      },
    )
  }

  /** A path in the bench's own folder. */
  path(name: string): string {
    return join(this.folder, name)
  }

  async answer<Name extends RouteName>(route: Name, input: Input<Name>): Promise<Result<Output<Name>>> {
    const result = await this.dispatcher.answer({ isOurs: true, call: ++this.calls, route, input })
    return result as Result<Output<Name>>
  }

  /** What a route answers that is expected to do what it is asked. */
  async call<Name extends RouteName>(route: Name, input: Input<Name>): Promise<Output<Name>> {
    const result = await this.answer(route, input)
    if (!result.ok) throw new Error(`${route}: ${result.failure.code}: ${result.failure.detail}`)
    return result.value
  }

  /** The code with which a route fails. */
  async failure<Name extends RouteName>(route: Name, input: Input<Name>): Promise<string | null> {
    const result = await this.answer(route, input)
    return result.ok ? null : result.failure.code
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
