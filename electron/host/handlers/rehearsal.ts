import type { Handlers } from '../../contract/dispatch.ts'
import type { RehearsalSide } from '../../engine/rehearsal/rehearsal.ts'
import { newestCsr, type Project } from '../../projects/project.ts'
import { isRehearsal } from '../../projects/steps.ts'
import type { CounterpartView } from '../../contract/views.ts'
import { addressOf } from '../examiner.ts'
import { callFailed } from '../failures.ts'
import type { Services } from '../services.ts'
import { orFailed, orRefused } from '../store-results.ts'

type Own = Extract<keyof Handlers, `rehearsal.${string}`>
type Side = Omit<RehearsalSide, 'key'> & { readonly project: Project | null }

export function rehearsalHandlers(services: Services): Pick<Handlers, Own> {
  const { engine, messages, projects } = services
  return {
    'rehearsal.run': async ({ id }, call) => {
      const { stored, examined, counterpart, now } = await projects.look(id, call)
      const { project } = stored
      if (!counterpart || examined.upload === null) throw callFailed('nothing-to-compare', messages())
      const own: Side = { name: project.name, chain: examined.upload, host: addressOf(project), project }
      const other = await otherSide(project, counterpart.view, services)
      const [source, target] = project.role === 'source' ? [own, other] : [other, own]
      const isPossible = hasKeyHere(source) && hasKeyHere(target)
      const keys: (Uint8Array | null)[] = []
      try {
        // Where one of the two keys is on an appliance, the other one need not leave the vault.
        for (const side of isPossible ? [source, target] : []) keys.push(await keyOf(side, services))
        const [sourceKey = null, targetKey = null] = keys
        const sides = { source: withKey(source, sourceKey), target: withKey(target, targetKey) }
        const rehearsal = await engine.run('rehearse', { ...sides, at: now }, call)
        return { ...rehearsal, names: { source: source.name, target: target.name } }
      } finally {
        for (const key of keys) key?.fill(0)
      }
    },
  }
}

/** @throws CallFailed */
async function otherSide(project: Project, view: CounterpartView, services: Services): Promise<Side> {
  const { messages, projects, store } = services
  const { counterpart } = project
  if (counterpart?.kind === 'file') {
    const chain = orFailed(await store.readFile(project.id, counterpart.sha256), messages())
    return { name: view.name, chain, host: null, project: null }
  }
  if (counterpart === null) throw callFailed('nothing-to-compare', messages())
  const { stored, examined } = await projects.look(counterpart.id)
  if (examined.upload === null) throw callFailed('nothing-to-compare', messages())
  return { name: view.name, chain: examined.upload, host: addressOf(stored.project), project: stored.project }
}

const hasKeyHere = ({ project }: Side): boolean => project !== null && isRehearsal(project)

/** @throws CallFailed */
async function keyOf({ project }: Side, { vault, messages }: Services): Promise<Uint8Array | null> {
  const csr = project && newestCsr(project)
  if (!csr) return null
  const keys = await vault()
  if (keys.isLocked) throw callFailed('vault-locked', messages())
  return orRefused(await keys.get(csr.sha256), messages())
}

const withKey = ({ name, chain, host }: Side, key: Uint8Array | null): RehearsalSide => ({ name, chain, key, host })
