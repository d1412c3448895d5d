import type { Handlers } from '../../contract/dispatch.ts'
import type { CompareSide } from '../../engine/compare.ts'
import { csrFrom } from '../../engine/csrs.ts'
import type { RehearsalSide } from '../../engine/rehearsal/rehearsal.ts'
import { isRehearsal } from '../../projects/steps.ts'
import { sideOf } from '../counterpart.ts'
import { callFailed } from '../failures.ts'
import type { Services } from '../services.ts'
import { orRefused } from '../store-results.ts'

type Own = Extract<keyof Handlers, `rehearsal.${string}`>

export function rehearsalHandlers(services: Services): Pick<Handlers, Own> {
  const { engine, messages, projects } = services
  return {
    'rehearsal.run': async ({ id }, call) => {
      const { stored, examined, counterpart, now } = await projects.look(id, call)
      const { project } = stored
      const own = sideOf(project, examined)
      const other = counterpart?.side
      if (!own || !other) throw callFailed('nothing-to-compare', messages())
      const [source, target] = project.role === 'source' ? [own, other] : [other, own]
      const isPossible = isRehearsal(project) && counterpart.view.isRehearsal
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
async function keyOf({ csr }: CompareSide, { vault, messages }: Services): Promise<Uint8Array | null> {
  if (csr === null) return null
  const keys = await vault()
  if (keys.isLocked) throw callFailed('vault-locked', messages())
  return orRefused(await keys.get((await csrFrom(csr)).sha256), messages())
}

const withKey = ({ name, content, host }: CompareSide, key: Uint8Array | null): RehearsalSide => ({
  name,
  chain: content,
  key,
  host,
})
