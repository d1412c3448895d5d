import type { Input, RouteName } from '../../electron/contract/routes.ts'
import type { FailureReport } from '../../electron/contract/shown.ts'
import { type ProjectView, type StepId, stepIds, type StepView } from '../../electron/contract/views.ts'
import { call } from './call.ts'
import { Tasks } from './tasks.svelte.ts'

type Edits = Input<'project.edit'>['edits']
/** Routes that answer with the project as it is afterwards. */
type ViewRoute = {
  [Name in RouteName]: Input<Name> extends { id: string } ? Name : never
}[RouteName]

const pauseBeforeSaving = 400

/** One project on the screen: what it holds, which step is open, and what is under way. Main keeps and judges it. */
export class Wizard {
  view: ProjectView
  step: StepId
  readonly tasks = new Tasks()
  /** Edits that are not saved yet. */
  private pending: Edits = {}
  private timer: ReturnType<typeof setTimeout> | undefined
  /** The save under way: the next one waits for it, so that the latest edit is the last one saved. */
  private saving: Promise<void> = Promise.resolve()
  /** `failed`: the edits are kept here and tried again with the next one. */
  saved = $state<'saved' | 'saving' | 'failed'>('saved')
  saveFailure = $state.raw<FailureReport | null>(null)

  readonly id: string

  /** @param step to begin with: where the work goes on, if left out */
  constructor(view: ProjectView, step: StepId = firstOpenStep(view)) {
    this.view = $state.raw(view)
    this.step = $state(step)
    this.id = view.project.id
  }

  get steps(): readonly StepView[] {
    return this.view.steps
  }

  get presentStep(): StepView {
    return this.stepOf(this.step)
  }

  stepOf(id: StepId): StepView {
    const step = this.view.steps.find((each) => each.id === id)
    if (!step) throw new Error(`no step ${id}`)
    return step
  }

  /** Changes the project; what main answers is shown at once. Whether it worked. */
  async change<Name extends ViewRoute>(name: Name, input: Omit<Input<Name>, 'id'>): Promise<boolean> {
    await this.flush()
    const view = await this.tasks.run(name, { ...input, id: this.id } as Input<Name>)
    if (!isView(view)) return false
    this.view = view
    return true
  }

  /** Takes an edit of a field; it is saved when the typing pauses. */
  edit(edits: Edits): void {
    this.pending = { ...this.pending, ...$state.snapshot(edits) }
    this.saved = 'saving'
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), pauseBeforeSaving)
  }

  /** Saves what is still pending, before a step, a change or the window goes. Whether nothing is left. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    this.saving = this.saving.then(() => this.save())
    await this.saving
    return this.isSaved
  }

  get isSaved(): boolean {
    return this.saved === 'saved'
  }

  /** Gives up the edits that could not be saved. */
  discard(): void {
    clearTimeout(this.timer)
    this.pending = {}
    this.saved = 'saved'
    this.saveFailure = null
  }

  /** Takes in what another route answered, such as an import with its list of files. */
  take(view: ProjectView): void {
    this.view = view
  }

  /** Another copy of the app saved it: what it says now. Edits that wait here are saved over it. */
  async reload(): Promise<void> {
    const view = await this.tasks.run('project.open', { id: this.id })
    if (view) this.view = view
  }

  async go(step: StepId): Promise<void> {
    await this.flush()
    this.step = step
  }

  /** To the step before or after; at either end it stays. */
  async goBy(steps: 1 | -1): Promise<void> {
    const next = stepIds[stepIds.indexOf(this.step) + steps]
    if (next) await this.go(next)
  }

  private async save(): Promise<void> {
    const edits = this.pending
    if (Object.keys(edits).length === 0) return
    this.pending = {}
    const result = await call('project.edit', { id: this.id, edits })
    if (result.ok) {
      this.view = result.value
      this.saveFailure = null
    } else {
      this.pending = { ...edits, ...this.pending }
      this.saveFailure = result.failure
    }
    this.saved = outcomeOf(result.ok, this.pending)
  }
}

function outcomeOf(worked: boolean, pending: Edits): Wizard['saved'] {
  if (!worked) return 'failed'
  return Object.keys(pending).length > 0 ? 'saving' : 'saved'
}

const isView = (answer: unknown): answer is ProjectView =>
  typeof answer === 'object' && answer !== null && 'steps' in answer && 'project' in answer

/** Where the work goes on: the first step that is not done. */
function firstOpenStep({ steps }: ProjectView): StepId {
  return steps.find(({ state }) => state !== 'done')?.id ?? 'export'
}
