import type { CsrFormProblem } from '../appliance/csr-form.ts'
import type { Runbook } from '../appliance/runbook.ts'
import type { CopiedView, RecipeView, RecipeWay } from '../ca/recipes/recipe.ts'
import type { Compared } from '../engine/compare.ts'
import type { ReturnView } from '../engine/compare-return.ts'
import type { CsrView } from '../engine/csr-view.ts'
import type { ExplanationReport } from '../engine/explain.ts'
import type { FailureReport } from '../engine/failure-report.ts'
import type { FileReport } from '../engine/file-report.ts'
import type { Examination, Judged } from '../engine/examination.ts'
import type { Language } from '../messages/messages.ts'
import type { Project, Role } from '../projects/project.ts'
import type { CaCard } from './ca-views.ts'
import type { VaultIdleMinutes } from './vault-views.ts'

/** What the window knows when it opens. */
export interface Start {
  readonly settings: Settings
  readonly platform: 'windows' | 'mac' | 'linux'
  readonly version: string
  readonly home: Home
}

export interface Settings {
  /** null: the operating system's. */
  readonly language: Language | null
  /** The language in force. */
  readonly spoken: Language
  readonly theme: 'system' | 'light' | 'dark'
  readonly highContrast: boolean
  readonly vaultIdleMinutes: VaultIdleMinutes
}

export interface Home {
  readonly cards: readonly ProjectCard[]
  readonly cas: readonly CaCard[]
  readonly troubles: readonly FailureReport[]
}

/** A project on the home screen. Sentences are in the user's language. */
export interface ProjectCard {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly omeVersion: string
  readonly hostName: string
  /** The step to go on with: 1 to 6. */
  readonly step: number
  readonly stepName: string
  readonly tone: Tone
  /** Such as `2 things to mend`. */
  readonly verdict: string
  /** What to do next. */
  readonly next: string
  /** Days until the first certificate of the chain ends; negative: since then. */
  readonly daysLeft: number | null
  /** Where the chain ends soon or has ended: what to do, and why on both sides together. */
  readonly renewal: string | null
  readonly savedAt: string
  /** When the migration is to begin. ISO 8601, UTC. */
  readonly changeWindow: string | null
  /** The project on the other side of the migration. */
  readonly counterpart: string | null
  readonly pair: 'compatible' | 'incompatible' | 'unknown'
  readonly archived: boolean
  readonly isExample: boolean
}

export type Tone = 'good' | 'bad' | 'warning' | 'neutral'
export const stepIds = ['csr', 'submit', 'assemble', 'validate', 'pre-check', 'export'] as const
export type StepId = (typeof stepIds)[number]

export interface StepView {
  readonly id: StepId
  readonly title: string
  readonly state: 'done' | 'todo' | 'problem' | 'stale' | 'locked'
  /** What was done or is missing, in a few words. */
  readonly summary: string
  /** Why it is locked or has to be done again. */
  readonly why: string | null
}

/** A project with everything that the steps show; made anew after each change. */
export interface ProjectView {
  readonly project: Project
  readonly revision: number
  readonly savedAt: string
  readonly steps: readonly StepView[]
  /** What Undo would take back, in words; null where there is nothing. */
  readonly undo: string | null
  readonly redo: string | null
  readonly formProblems: readonly (CsrFormProblem & { readonly text: string })[]
  /** JSON body for OME's REST interface with the form's values. */
  readonly restBody: string
  /** The newest CSR. */
  readonly csr: CsrView | null
  readonly recipes: readonly RecipeView[]
  readonly examination: Examination
  /** What the CA sent, held against the CSR; null where one of the two is not there. */
  readonly returned: ReturnView | null
  /** The moment judged at, ISO 8601 UTC, and by the appliance's own clock. */
  readonly judgedAt: string
  readonly counterpart: CounterpartView | null
  readonly comparison: Compared | null
  /** Other projects that could be the counterpart. */
  readonly others: readonly { readonly id: string; readonly name: string; readonly role: Role }[]
  readonly runbook: Runbook
  /** File name proposed for the chain. */
  readonly proposedName: string
  /** What of the project can't be read any more, such as a damaged file: the rest is shown. */
  readonly troubles: readonly FailureReport[]
}

export interface CounterpartView {
  readonly kind: 'project' | 'file'
  readonly id: string | null
  readonly name: string
  readonly role: Role
  /** It has a chain to hold against. */
  readonly hasChain: boolean
  /** Its key was made on this computer, so that no appliance takes its chain; a file does not tell. */
  readonly isRehearsal: boolean
  /** By how much its clock is ahead of this computer's, in milliseconds; null where nobody looked. */
  readonly clockOffset: number | null
}

export type { CopiedView, RecipeView, RecipeWay, Runbook }

/** Files from a dialog or a drop, for a few minutes, by a name that only main can turn into paths. */
export interface Picked {
  readonly id: string
  readonly names: readonly string[]
}

/** What importing gave: what was found in each file, and what could not be read. */
export interface Imported {
  readonly view: ProjectView
  readonly files: readonly FileReport[]
  readonly failures: readonly FailureReport[]
  /** Files with a password; import again with it. */
  readonly locked: readonly string[]
  /** Of those that were there already. */
  readonly duplicates: readonly string[]
}

/** A file checked without any project. */
export interface QuickCheck {
  readonly name: string
  readonly judged: Judged | null
  readonly examination: Examination
  readonly failures: readonly FailureReport[]
  /** Files with a password; check again with it. */
  readonly locked: readonly string[]
}

export interface LogExplanations {
  readonly logs: readonly {
    readonly file: string
    readonly explanations: readonly (ExplanationReport & { readonly count: number; readonly time: string | null })[]
    readonly unlisted: number
  }[]
  readonly failures: readonly FailureReport[]
}

export interface SavedState {
  readonly revision: number
  readonly savedAt: string
  /** What was done, in words. */
  readonly label: string
  readonly isPresent: boolean
}

export interface Exported {
  readonly view: ProjectView
  readonly file: string
  /** Digest of the file as written and read back. */
  readonly sha256: string
  /** Id for 'show in folder'. */
  readonly shown: string
}
