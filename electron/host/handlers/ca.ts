import { basename } from 'node:path'
import { mostBackupBytes } from '../../ca/private/backup.ts'
import { checkPlan, planProblemText } from '../../ca/private/plan.ts'
import type { PrivateCa } from '../../ca/private/private-ca.ts'
import { rootFormatsOf } from '../../ca/private/root-formats.ts'
import type { CaView } from '../../contract/ca-views.ts'
import { type Call, CallFailed, type Handlers } from '../../contract/dispatch.ts'
import { fileFailureReport } from '../../engine/failure-report.ts'
import { proposedName } from '../../engine/proposed-name.ts'
import { readBytes } from '../../files/kept.ts'
import { visibleText } from '../../pki/name.ts'
import { writePem } from '../../pki/write-pem.ts'
import { propose, signForProject } from '../ca-project.ts'
import { requestsOf, requestView } from '../ca-requests.ts'
import { caListOf, caViewOf, rootStem } from '../cas.ts'
import { callFailed } from '../failures.ts'
import { fileNameOf } from '../file-name.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'
import { inputOf } from '../sources.ts'
import { orUnsigned } from '../store-results.ts'

type Own = Extract<keyof Handlers, `ca.${string}`>

export function caHandlers(services: Services): Pick<Handlers, Own> {
  const { cas, desk, engine, messages, now, picked, seenCas } = services
  /** To look at: no key store is asked. */
  const seen = async (id: string): Promise<PrivateCa> => orUnsigned(await seenCas.get(id), messages())
  const stateOf = async (id: string) => orUnsigned(await (await seen(id)).state(), messages())
  const viewOf = async (id: string): Promise<CaView> => caViewOf(await stateOf(id), now(), messages())
  /** To work with. */
  const ca = async (id: string): Promise<PrivateCa> => orUnsigned(await (await cas()).get(id), messages())

  return {
    'ca.list': async () => caListOf(await seenCas.list(), now(), messages()),
    'ca.show': ({ id }) => viewOf(id),

    'ca.check': (plan) =>
      checkPlan(plan).map((problem) => ({ field: problem.field, text: planProblemText(problem, messages()) })),

    'ca.create': async (plan, call) => {
      const present = await cas()
      let isBeingKept = false
      const made = present.create(plan, (step, done, total) => {
        call.signal.throwIfAborted()
        isBeingKept = step === 'saving'
        call.progress(done, total, messages().text(`ca.creation.${step}`))
      })
      const outcome = await unlessCancelled(made, () => isBeingKept, call)
      return viewOf(orUnsigned(outcome, messages()).id)
    },

    'ca.import': async ({ source, password, name }, call) => {
      const input = { ...inputOf(source, services), password, at: now() }
      const gathered = await engine.run('gatherAuthority', input, call)
      if (!gathered.ok) throw new CallFailed(gathered.failure)
      try {
        return await viewOf(orUnsigned(await (await cas()).import(gathered, name), messages()).id)
      } finally {
        gathered.pkcs8.fill(0)
      }
    },

    'ca.restore': async ({ id, password }) => {
      const [path] = picked.get(id) ?? []
      if (path === undefined) throw callFailed('not-picked', messages())
      const file = visibleText(basename(path))
      const bytes = await readBytes(path, mostBackupBytes)
      if (!bytes.ok) throw new CallFailed(fileFailureReport({ ...bytes.failure, file }, messages()))
      return viewOf(orUnsigned(await (await cas()).restore(bytes.value, password, file), messages()).id)
    },

    'ca.backup': async ({ id, password }) => {
      const { name } = await stateOf(id)
      const bytes = orUnsigned(await (await ca(id)).backup(password), messages())
      // By the minute: a back-up is not written over another one.
      const at = new Date(now()).toISOString().slice(0, 16).replace('T', ' ').replace(':', '-')
      return saveFile('ca-backup', fileNameOf(`${name} ${at}`, '.omeca'), bytes, services)
    },

    'ca.renew': async ({ id, ...plan }) => {
      orUnsigned(await (await ca(id)).renew(plan), messages())
      return viewOf(id)
    },

    'ca.delete': async ({ id }) => {
      const { name, holding } = await viewOf(id)
      const question = {
        message: messages().text('host.ca.delete.question', { name }),
        detail: messages().text('host.ca.delete.detail', { count: holding }),
        action: messages().text('host.ca.delete.action'),
      }
      if (!(await desk.confirm(question))) return false
      try {
        await desk.moveToBin(seenCas.folderOf(id))
      } catch {
        // The system says no more than that it could not.
        throw callFailed('no-bin', messages(), { name })
      }
      return true
    },

    'ca.saveRoot': async ({ id, place }) => {
      const state = await stateOf(id)
      const root = state.chain.at(-1)
      const format = root && rootFormatsOf(root, rootStem(state)).formats.find((each) => each.place === place)
      if (!format) throw new Error(`no root for ${place}`)
      return saveFile('root', format.fileName, format.bytes, services)
    },

    'ca.saveCrl': async ({ id }) => {
      const { name } = await stateOf(id)
      const { der } = orUnsigned(await (await ca(id)).crl(), messages())
      return saveFile('crl', fileNameOf(name, '.crl'), der, services)
    },

    'ca.readCsr': async ({ source }, call) => {
      const gathered = await engine.run('gatherCsr', { ...inputOf(source, services), password: null }, call)
      if (!gathered.ok) throw new CallFailed(gathered.failure)
      return { csr: gathered.csr, from: source.kind === 'text' ? null : gathered.from }
    },

    'ca.examine': async ({ id, requests }) => {
      const examined = await (await seen(id)).examine(await requestsOf(requests))
      return orUnsigned(examined, messages()).map((examination) => requestView(examination, messages()))
    },

    'ca.sign': async ({ id, requests }) => {
      const signed = orUnsigned(await (await ca(id)).sign(await requestsOf(requests)), messages())
      return { view: await viewOf(id), serials: signed.map(({ serial }) => serial) }
    },

    'ca.saveChain': async ({ id, serial }) => {
      const issued = (await stateOf(id)).issued.find((each) => each.serial === serial)
      if (!issued) throw callFailed('no-such-certificate', messages())
      const name = proposedName(issued.certificate.subject.commonName ?? null)
      return saveFile('chain', name, writePem(issued.chain), services)
    },

    'ca.signAgain': async ({ id, serial, days }) => {
      const signed = orUnsigned(await (await ca(id)).signAgain([serial], days), messages())
      return { view: await viewOf(id), serials: signed.map((each) => each.serial) }
    },

    'ca.revoke': async ({ id, serial, reason }) => {
      orUnsigned(await (await seen(id)).revoke(serial, reason), messages())
      return viewOf(id)
    },

    'ca.propose': (asked) => propose(asked, services),
    'ca.signProject': (asked, call) => signForProject(asked, services, call),
  }
}

/**
 * A key that is being made can't be stopped: it is let go, and what would keep it sees that the call was cancelled.
 * @param isTooLate whether it is being kept already, and then is
 */
function unlessCancelled<T>(made: Promise<T>, isTooLate: () => boolean, { signal }: Call): Promise<T> {
  const cancelled = new Promise<never>((_, reject) => {
    const stop = () => {
      if (!isTooLate()) reject(signal.reason as Error)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  made.catch(() => undefined) // told by the race, or cancelled
  return Promise.race([made, cancelled])
}
