import type { Project } from './project.ts'

/** By how much the appliance's clock is ahead of this computer's, in milliseconds; null where nobody looked. */
export const clockOffset = ({ clock }: Project): number | null =>
  clock && Date.parse(clock.shown) - Date.parse(clock.at)

/** Whether it is now that is judged at; so too until the change window is set. */
export const isNow = ({ moment, changeWindow }: Project): boolean =>
  moment.kind === 'now' || (moment.kind === 'change-window' && changeWindow === null)

/** The moment to judge at by this computer's clock, in milliseconds since 1970. */
export function momentOf({ moment, changeWindow }: Project, now: number): number {
  if (moment.kind === 'date') return Date.parse(moment.at)
  return moment.kind === 'change-window' && changeWindow !== null ? Date.parse(changeWindow) : now
}

/** That moment as the appliance's own clock will show it: it goes by that one. */
export const judgedAt = (project: Project, now: number): number => momentOf(project, now) + (clockOffset(project) ?? 0)
