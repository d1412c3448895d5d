import { keyText } from '../engine/chain-links.ts'
import type { Dictionary, Messages, MessageValues } from '../messages/messages.ts'
import { parseCsr } from '../pki/csr.ts'
import { DerError } from '../pki/der.ts'
import { splitPem } from '../pki/pem.ts'
import { basisNow, type BasisPart, changesBetween, preCheckBasis, sidesChanged } from './basis.ts'
import { isNow } from './moment.ts'
import { type CsrRecord, newestCsr, type Project, type Seen } from './project.ts'

/** Why each step is in its state, by the step; each has its words in the messages. */
export const stepReasons = {
  csr: ['none', 'noneHere', 'imported', 'made'],
  submit: ['needsCsr', 'notSent', 'sent', 'answered', 'newCsr'],
  assemble: [
    'empty',
    'noCertificate',
    'noLeaf',
    'severalLeaves',
    'missing',
    'tangled',
    'newCsr',
    'otherKey',
    'complete',
  ],
  validate: [
    'needsChain',
    'never',
    'ready',
    'rehearsed',
    'notReady',
    'csrChanged',
    'chainChanged',
    'momentChanged',
    'clockChanged',
    'hostChanged',
  ],
  'pre-check': [
    'needsChain',
    'noCounterpart',
    'needsCounterpartChain',
    'never',
    'compatible',
    'incompatible',
    'otherCounterpart',
    'ownChanged',
    'counterpartChanged',
  ],
  export: [
    'rehearsal',
    'needsChain',
    'needsReadyChain',
    'notExported',
    'exported',
    'uploaded',
    'csrChanged',
    'chainChanged',
    'uploadedChanged',
  ],
} as const

export type StepId = keyof typeof stepReasons

interface StateOf<Id extends StepId> {
  readonly id: Id
  readonly state: 'done' | 'todo' | 'problem' | 'stale' | 'locked'
  readonly reason: (typeof stepReasons)[Id][number]
  /** For the words. */
  readonly values: MessageValues
}

/** One step as the project is now. Derived, never stored. */
export type StepState = { [Id in StepId]: StateOf<Id> }[StepId]
export type StepReason = StepState['reason']

/** The other side of the migration: a project or a chain file. */
export interface Counterpart {
  readonly name: string
  /** What was seen of its certificates; null: nobody looked yet. */
  readonly seen: Seen | null
}

type Judge<Id extends StepId> = readonly [StateOf<Id>['state'], StateOf<Id>['reason'], MessageValues?]

/**
 * The six steps in their order.
 * @param seen what was seen of the project's certificates last
 * @param now milliseconds since 1970
 */
export function deriveSteps(
  project: Project,
  seen: Seen | null,
  counterpart: Counterpart | null,
  now: number,
): readonly StepState[] {
  const present = seen && { ...seen, basis: seen.basis && basisNow(project, seen.basis, now) }
  return [
    stateOf('csr', csrStep(project)),
    stateOf('submit', submitStep(project, present)),
    stateOf('assemble', assembleStep(project, present)),
    stateOf('validate', validateStep(project, present)),
    stateOf('pre-check', preCheckStep(project, present, counterpart)),
    stateOf('export', exportStep(project, present)),
  ]
}

const stateOf = <Id extends StepId>(id: Id, [state, reason, values = {}]: Judge<Id>): StateOf<Id> => ({
  id,
  state,
  reason,
  values,
})

function csrStep(project: Project): Judge<'csr'> {
  const csr = newestCsr(project)
  if (!csr) return ['todo', project.csrOrigin === 'workstation' ? 'noneHere' : 'none']
  return ['done', isRehearsal(project) ? 'made' : 'imported', { at: new Date(csr.at), key: keyOf(csr) }]
}

/** Such as `RSA 2048`; empty where it can't be read. */
function keyOf({ pem }: CsrRecord): string {
  try {
    return keyText(parseCsr(splitPem(pem).armours[0]?.content ?? new Uint8Array()).publicKey)
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    return ''
  }
}

/** OME takes no certificate for a key that was made here. */
export const isRehearsal = (project: Project): boolean => newestCsr(project)?.origin === 'workstation'

function submitStep(project: Project, seen: Seen | null): Judge<'submit'> {
  const csr = newestCsr(project)
  const { submission } = project
  if (!csr) return ['locked', 'needsCsr']
  if (submission?.csr === csr.sha256) return ['done', 'sent', { ca: submission.ca, at: new Date(submission.sentAt) }]
  if (seen?.matchesCsr) return ['done', 'answered']
  if (!submission) return ['todo', 'notSent']
  return ['stale', 'newCsr', { at: new Date(submission.sentAt), csrAt: new Date(csr.at) }]
}

function assembleStep(project: Project, seen: Seen | null): Judge<'assemble'> {
  switch (seen?.outcome ?? 'empty') {
    case 'empty':
      return ['todo', 'empty']
    case 'no-certificate':
      return ['problem', 'noCertificate']
    case 'no-leaf':
      return ['problem', 'noLeaf']
    case 'several-leaves':
      return ['problem', 'severalLeaves', { count: seen?.certificates ?? 0 }]
    case 'chain':
      return chainStep(project, seen)
  }
}

function chainStep({ csrs }: Project, seen: Seen | null): Judge<'assemble'> {
  const csr = csrs.at(-1)
  if (csr && seen?.matchesCsr === false) {
    return csrs.length > 1 ? ['stale', 'newCsr', { csrAt: new Date(csr.at) }] : ['problem', 'otherKey']
  }
  if (seen?.tangled) return ['problem', 'tangled']
  if (seen?.missing) return ['problem', 'missing', { issuer: seen.missing }]
  return ['done', 'complete', { count: seen?.certificates ?? 0 }]
}

const changed = {
  csr: 'csrChanged',
  chain: 'chainChanged',
  moment: 'momentChanged',
  clock: 'clockChanged',
  host: 'hostChanged',
} as const satisfies Readonly<Record<BasisPart, StateOf<'validate'>['reason']>>

function validateStep(project: Project, seen: Seen | null): Judge<'validate'> {
  const verdict = project.verdicts.at(-1)
  if (!seen?.basis) return ['locked', 'needsChain']
  if (!verdict) return ['todo', 'never']
  const values = { at: new Date(verdict.at), count: seen.errors, moment: isNow(project) ? 'now' : 'other' }
  const [first] = changesBetween(verdict.basis, seen.basis)
  if (first) return ['stale', changed[first], values]
  // What is seen now counts, whatever a verdict says that came with a file from elsewhere or from this morning.
  if (!verdict.ready || !seen.ready) return ['problem', 'notReady', values]
  return ['done', isRehearsal(project) ? 'rehearsed' : 'ready', values]
}

function preCheckStep(project: Project, seen: Seen | null, counterpart: Counterpart | null): Judge<'pre-check'> {
  if (!seen?.basis) return ['locked', 'needsChain']
  if (!counterpart) return ['todo', 'noCounterpart']
  const { name } = counterpart
  if (!counterpart.seen?.basis) return ['locked', 'needsCounterpartChain', { name }]
  const last = project.preChecks.at(-1)
  if (!last) return ['todo', 'never', { name }]
  const values = { name, former: last.counterpart, at: new Date(last.at) }
  const { own, counterpart: other } = sidesChanged(last.basis, preCheckBasis(seen.basis, counterpart.seen.basis))
  if (other && last.counterpart !== name) return ['stale', 'otherCounterpart', values]
  if (own) return ['stale', 'ownChanged', values]
  if (other) return ['stale', 'counterpartChanged', values]
  return last.compatible ? ['done', 'compatible', values] : ['problem', 'incompatible', values]
}

function exportStep(project: Project, seen: Seen | null): Judge<'export'> {
  if (isRehearsal(project)) return ['locked', 'rehearsal']
  if (!seen?.basis) return ['locked', 'needsChain']
  if (!seen.ready) return ['locked', 'needsReadyChain', { count: seen.errors }]
  const last = project.exports.at(-1)
  if (!last) return ['todo', 'notExported']
  const { uploadedAt } = project
  const values = { at: new Date(uploadedAt ?? last.at), file: last.file }
  // A file holds what it holds, whatever the clock says; whether it is still ready was asked above.
  const [first] = changesBetween(last.basis, seen.basis).filter((part) => part === 'csr' || part === 'chain')
  if (first) return ['stale', uploadedAt === null ? changed[first] : 'uploadedChanged', values]
  return ['done', uploadedAt === null ? 'exported' : 'uploaded', values]
}

/** The step to go on with: the first that asks for something; where there is none, the first that waits, or the last. */
export function nextStep(steps: readonly StepState[]): StepState {
  const found =
    steps.find(({ state }) => state !== 'done' && state !== 'locked') ??
    steps.find(({ state }) => state === 'locked') ??
    steps.at(-1)
  if (!found) throw new Error('no steps')
  return found
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * When the first certificate of the chain ends, and in how many whole days; negative: since then.
 * @param now milliseconds since 1970
 */
export function firstExpiry(seen: Seen | null, now: number): { readonly at: Date; readonly days: number } | null {
  if (!seen?.endsAt) return null
  const at = new Date(seen.endsAt)
  return { at, days: Math.floor((at.getTime() - now) / dayMs) }
}

export const stepTitle = (id: StepId, messages: Messages): string => messages.text(`steps.${keyOfStep(id)}.title`)

/** What was done or is missing, in a few words. */
export const stepSummary = ({ id, reason, values }: StepState, messages: Messages): string =>
  messages.find(['steps', keyOfStep(id), reason], values)

/** Why a step is locked or to be done again, in a sentence that names the earlier step; null for the others. */
export const stepWhy = ({ id, state, reason, values }: StepState, messages: Messages): string | null =>
  state === 'locked' || state === 'stale' ? messages.find(['steps', keyOfStep(id), 'why', reason], values) : null

const keyOfStep = (id: StepId): keyof Dictionary['steps'] => (id === 'pre-check' ? 'preCheck' : id)
