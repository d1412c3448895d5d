import type { Input, RouteName } from '../../electron/contract/routes.ts'
import type { ProjectView, StepId, StepView } from '../../electron/contract/views.ts'
import { Tasks } from './tasks.svelte.ts'

type EditableInput = Input<'project.edit'>['edits']
/** Routes that answer with the project as it is afterwards. */
type ViewRoute = {
  [Name in RouteName]: Input<Name> extends { id: string } ? Name : never
}[RouteName]

const pauseBeforeSaving = 400

/** One project on the screen: what it holds, which step is open, and what is under way. Main keeps and judges it. */
export class Wizard {
  view = $state.raw() as ProjectView
  step = $state<StepId>('csr')
  readonly tasks = new Tasks()
  /** Edits that are not saved yet. */
  private pending: EditableInput = {}
  private timer: ReturnType<typeof setTimeout> | undefined
  isSaving = $state(false)

  readonly id: string
  readonly steps: readonly StepView[] = $derived(this.view.steps)
  readonly presentStep: StepView = $derived(this.stepOf(this.step))

  constructor(view: ProjectView, step: StepId = firstOpenStep(view)) {
    this.view = view
    this.id = view.project.id
    this.step = step
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
  edit(edits: EditableInput): void {
    this.pending = { ...this.pending, ...edits }
    this.isSaving = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), pauseBeforeSaving)
  }

  /** Saves what is still pending, before a step, a change or the window goes. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    const edits = this.pending
    if (Object.keys(edits).length === 0) return
    this.pending = {}
    const view = await this.tasks.run('project.edit', { id: this.id, edits })
    if (view) this.view = view
    else this.pending = { ...edits, ...this.pending }
    this.isSaving = Object.keys(this.pending).length > 0
  }

  /** Takes in what another route answered, such as an import with its list of files. */
  take(view: ProjectView): void {
    this.view = view
  }

  async go(step: StepId): Promise<void> {
    await this.flush()
    this.step = step
  }
}

const isView = (answer: unknown): answer is ProjectView =>
  typeof answer === 'object' && answer !== null && 'steps' in answer && 'project' in answer

/** Where the work goes on: the first step that is not done. */
function firstOpenStep({ steps }: ProjectView): StepId {
  return steps.find(({ state }) => state !== 'done')?.id ?? 'export'
}
