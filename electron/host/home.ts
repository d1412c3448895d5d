import { soonInDays } from '../appliance/rules/validity-soon.ts'
import type { Home, ProjectCard, Tone } from '../contract/views.ts'
import type { Messages } from '../messages/messages.ts'
import { type StoreTrouble, storeFailureReport } from '../projects/failure.ts'
import type { Project, Seen } from '../projects/project.ts'
import {
  deriveSteps,
  firstExpiry,
  isRehearsal,
  nextStep,
  stepSummary,
  type StepState,
  stepTitle,
} from '../projects/steps.ts'
import type { Stored } from '../projects/store.ts'
import { seenOfFile } from './counterpart.ts'

interface Listing {
  readonly projects: readonly Stored[]
  readonly troubles: readonly StoreTrouble[]
}

/** The home screen, out of what was saved alone: no certificate is read for it. The one saved last comes first. */
export function homeOf({ projects, troubles }: Listing, now: number, messages: Messages): Omit<Home, 'cas'> {
  const byId = new Map(projects.map(({ project }) => [project.id, project]))
  return {
    cards: projects
      .toSorted((a, b) => b.savedAt.localeCompare(a.savedAt))
      .map((stored) => cardOf(stored, byId, now, messages)),
    troubles: troubles.map((trouble) => storeFailureReport(trouble, messages)),
  }
}

function cardOf(
  { project, savedAt }: Stored,
  byId: ReadonlyMap<string, Project>,
  now: number,
  messages: Messages,
): ProjectCard {
  const { id, name, role, omeVersion, hostName, changeWindow, archived, isExample, seen } = project
  const counterpart = counterpartOf(project, byId)
  const steps = deriveSteps(project, seen, counterpart, now)
  const next = nextStep(steps)
  const expiry = firstExpiry(seen, now)
  const verdict = verdictOf(project, steps, expiry?.days ?? null)
  return {
    id,
    name,
    role,
    omeVersion,
    hostName,
    step: steps.indexOf(next) + 1,
    stepName: stepTitle(next.id, messages),
    tone: tones[verdict],
    verdict: messages.find(['host', 'home', 'verdict', verdict], {
      count: seen?.errors ?? 0,
      days: Math.abs(expiry?.days ?? 0),
      missing: seen?.missing ?? '',
    }),
    next: stepSummary(next, messages),
    daysLeft: expiry?.days ?? null,
    renewal: verdict === 'expired' || verdict === 'soon' ? messages.find(['host', 'home', 'renewal', verdict]) : null,
    savedAt,
    changeWindow,
    counterpart:
      project.counterpart?.kind === 'project' && byId.has(project.counterpart.id) ? project.counterpart.id : null,
    pair: pairOf(steps),
    archived,
    isExample,
  }
}

function counterpartOf({ counterpart }: Project, byId: ReadonlyMap<string, Project>) {
  if (!counterpart) return null
  if (counterpart.kind === 'file') return { name: counterpart.name, seen: seenOfFile(counterpart.sha256) }
  const other = byId.get(counterpart.id)
  return other ? { name: other.name, seen: other.seen } : null
}

const tones = {
  uploaded: 'good',
  exported: 'good',
  ready: 'good',
  rehearsed: 'good',
  expired: 'bad',
  notReady: 'bad',
  incomplete: 'bad',
  unclear: 'bad',
  soon: 'warning',
  waiting: 'neutral',
  fresh: 'neutral',
} as const satisfies Readonly<Record<string, Tone>>

/** What there is to say first of the whole project. */
function verdictOf(project: Project, steps: readonly StepState[], daysLeft: number | null): keyof typeof tones {
  const { seen } = project
  const hasSent = steps.some(({ id, state }) => id === 'submit' && state === 'done')
  if (!seen || seen.outcome === 'empty') return hasSent ? 'waiting' : 'fresh'
  if (seen.outcome !== 'chain') return 'unclear'
  if (daysLeft !== null && daysLeft < 0) return 'expired'
  if (seen.missing !== null) return 'incomplete'
  if (!seen.ready) return 'notReady'
  if (daysLeft !== null && daysLeft < soonInDays) return 'soon'
  return readyVerdict(project, seen, steps)
}

function readyVerdict(project: Project, { matchesCsr }: Seen, steps: readonly StepState[]): keyof typeof tones {
  const last = steps.at(-1)
  if (last?.reason === 'uploaded' || last?.reason === 'exported') return last.reason
  return isRehearsal(project) && matchesCsr !== false ? 'rehearsed' : 'ready'
}

function pairOf(steps: readonly StepState[]): ProjectCard['pair'] {
  const { reason } = steps.find(({ id }) => id === 'pre-check') ?? {}
  return reason === 'compatible' || reason === 'incompatible' ? reason : 'unknown'
}
