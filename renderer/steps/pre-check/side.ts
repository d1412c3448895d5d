import type { ProjectView } from '../../../electron/contract/views.ts'
import { isRehearsed } from '../../examination/rehearsal.ts'

/** One appliance of the pair, as the screen speaks of it. */
export interface SideView {
  readonly role: 'source' | 'target'
  readonly name: string
  readonly isOwn: boolean
  readonly isRehearsal: boolean
  /** By how much its clock is ahead of this computer's, in milliseconds; null: nobody looked, or nobody can. */
  readonly clockOffset: number | null
  /** Opens what judges its chain alone; null where it is only a file. */
  readonly validate: (() => void) | null
  /** Opens its own pre-check; null for the one on the screen, and for a file. */
  readonly preCheck: (() => void) | null
}

/** @param open opens a step of another project */
export function sidesOf(
  { project, counterpart }: ProjectView,
  go: (step: 'validate') => void,
  open: (id: string, step: 'validate' | 'pre-check') => void,
): readonly SideView[] {
  const own: SideView = {
    role: project.role,
    name: project.name,
    isOwn: true,
    isRehearsal: isRehearsed(project),
    clockOffset: project.clock && Date.parse(project.clock.shown) - Date.parse(project.clock.at),
    validate: () => go('validate'),
    preCheck: null,
  }
  if (!counterpart) return [own]
  const { id, name, role, isRehearsal, clockOffset } = counterpart
  const other: SideView = {
    role,
    name,
    isOwn: false,
    isRehearsal,
    clockOffset,
    validate: id === null ? null : () => open(id, 'validate'),
    preCheck: id === null ? null : () => open(id, 'pre-check'),
  }
  return role === 'source' ? [other, own] : [own, other]
}

export const otherRole = (role: SideView['role']): SideView['role'] => (role === 'source' ? 'target' : 'source')
