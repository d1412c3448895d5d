import type { ProjectView } from '../../../electron/contract/views.ts'
import type { Wizard } from '../../state/wizard.svelte.ts'

type Edited = Pick<ProjectView['project'], 'csrForm' | 'csrOrigin'>

/** What is typed shows at once and stays until it is saved: neither waits for main. */
export class Draft {
  private edited = $state.raw<Partial<Edited>>({})
  readonly form = $derived.by(() => this.edited.csrForm ?? this.wizard().view.project.csrForm)
  readonly origin = $derived.by(() => this.edited.csrOrigin ?? this.wizard().view.project.csrOrigin)

  constructor(private readonly wizard: () => Wizard) {
    $effect(() => {
      if (wizard().saved === 'saved') this.edited = {}
    })
  }

  edit(edited: Partial<Edited>): void {
    this.edited = { ...this.edited, ...edited }
    this.wizard().edit(edited)
  }
}
