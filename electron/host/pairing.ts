import type { Project } from '../projects/project.ts'
import type { Services } from './services.ts'
import { orFailed } from './store-results.ts'

type Own = Pick<Services, 'store' | 'messages'>

/**
 * Makes two projects each other's counterpart, and frees those that were either's before; null: the project stands on its
 * own again. A counterpart that is gone has nothing to be told.
 */
export async function pair(id: string, counterpart: string | null, services: Own): Promise<void> {
  const former = await partnerOf(id, services)
  const formerOfOther = counterpart === null ? undefined : await partnerOf(counterpart, services)
  await setPartner(id, counterpart, services)
  if (counterpart !== null) await setPartner(counterpart, id, services)
  for (const freed of [former, formerOfOther]) {
    if (freed !== undefined && freed !== id && freed !== counterpart) await free(freed, [id, counterpart], services)
  }
}

async function partnerOf(id: string, { store, messages }: Own): Promise<string | undefined> {
  const { counterpart } = orFailed(await store.load(id), messages()).project
  return counterpart?.kind === 'project' ? counterpart.id : undefined
}

async function setPartner(id: string, partner: string | null, { store, messages }: Own): Promise<void> {
  const counterpart = partner === null ? null : ({ kind: 'project', id: partner } as const)
  orFailed(await store.update(id, 'counterpart', (project) => ({ ...project, counterpart })), messages())
}

/** Only if it still stands beside one of those that have another partner now. */
async function free(id: string, former: readonly (string | null)[], { store, messages }: Own): Promise<void> {
  const stood = ({ counterpart }: Project) => counterpart?.kind === 'project' && former.includes(counterpart.id)
  const freed = await store.update(id, 'counterpart', (project) =>
    stood(project) ? { ...project, counterpart: null } : project,
  )
  if (freed.ok || freed.failure.code !== 'project-not-found') orFailed(freed, messages())
}
