import type { ProjectView } from '../../../electron/contract/views.ts'
import type { Moment } from '../../../electron/contract/shown.ts'
import type { Wizard } from '../../state/wizard.svelte.ts'
import { isoOf, localOf } from '../../examination/local-time.ts'

/** What is judged, and at which moment. */
export interface Basis {
  /** Id of the file to be uploaded as it came; null: the chain put together here. */
  readonly upload: string | null
  readonly moment: Moment
  /** ISO 8601, UTC; null: not known. */
  readonly changeWindow: string | null
}

export type MomentKind = Moment['kind']

/** The basis as it is being chosen. Times are the reader's own, as their fields hold them. */
export class BasisForm {
  upload = $state<string | null>(null)
  kind = $state<MomentKind>('now')
  readonly times = $state({ 'change-window': '', date: '' })
  /** Once it was tried, what is missing is said. */
  private isTried = $state(false)
  readonly files: readonly { readonly id: string; readonly file: string }[]
  private readonly changeWindow: string | null

  constructor({ project, examination, judgedAt }: ProjectView) {
    const { moment, changeWindow } = project
    this.files = examination.files.filter(({ couldBeUploaded, id }) => couldBeUploaded || id === uploadOf(project))
    this.upload = uploadOf(project)
    this.kind = moment.kind
    this.times.date = localOf(moment.kind === 'date' ? moment.at : judgedAt)
    this.times['change-window'] = changeWindow ? localOf(changeWindow) : ''
    this.changeWindow = changeWindow
  }

  get isTimeMissing(): boolean {
    return this.isTried && this.chosen === undefined
  }

  /** What was chosen; null where a time is missing, and then its field says so. */
  finish(): Basis | null {
    this.isTried = true
    return this.chosen ?? null
  }

  private get chosen(): Basis | undefined {
    const { upload, kind, changeWindow } = this
    if (kind === 'now') return { upload, moment: { kind }, changeWindow }
    const at = isoOf(this.times[kind])
    if (at === null) return undefined
    return kind === 'date'
      ? { upload, moment: { kind, at }, changeWindow }
      : { upload, moment: { kind }, changeWindow: at }
  }
}

const uploadOf = ({ upload }: ProjectView['project']): string | null => (upload.kind === 'file' ? upload.id : null)

/** Changes what differs, then notes the verdict on it. Whether all of it worked. */
export async function applyBasis(wizard: Wizard, { upload, moment, changeWindow }: Basis): Promise<boolean> {
  const { project } = wizard.view
  const isSameMoment = JSON.stringify(moment) === JSON.stringify(project.moment)
  return (
    (upload === uploadOf(project) || (await wizard.change('certificates.choose', { upload }))) &&
    (changeWindow === project.changeWindow || (await wizard.change('project.edit', { edits: { changeWindow } }))) &&
    (isSameMoment || (await wizard.change('validate.moment', { moment }))) &&
    (await wizard.change('validate.record', {}))
  )
}
