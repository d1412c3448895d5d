import { type Label, typed } from './label.ts'
import type { Project } from './project.ts'
import type { State } from './state-file.ts'

/** A state to be saved; its number and time come with the saving. */
export interface Draft {
  readonly label: Label
  /** It does not count among the changes that can be taken back. */
  readonly quiet: boolean
  readonly project: Project
  readonly history: (revision: number, savedAt: string) => State['history']
}

/** Typing that goes on within this time belongs to the change before. */
const sameChangeMs = 30_000

/** A change made to the present state. */
export const change = (present: State, label: Label, quiet: boolean, project: Project): Draft => ({
  label,
  quiet,
  project,
  history: (revision, savedAt) => {
    const { history } = present
    if (quiet) return { ...history, continues: null }
    const own = { stands: revision, changedAt: savedAt, redo: null }
    return goesOn(present, label, savedAt)
      ? { ...own, undo: history.undo, continues: history.stands }
      : { ...own, undo: { to: present.revision, label }, continues: null }
  },
})

function goesOn({ history: { undo, redo, changedAt } }: State, label: Label, savedAt: string): boolean {
  if (!typed.has(label) || undo?.label !== label || redo) return false
  const elapsed = Date.parse(savedAt) - Date.parse(changedAt)
  return elapsed >= 0 && elapsed < sameChangeMs
}

/** A former state, brought back as a change of its own. */
export const restoration = (present: State, former: State): Draft => change(present, 'restored', false, former.project)

/** @param former what `present.history.undo` leads to; Redo then leads to the present state */
export const undoing = (present: State, label: Label, former: State): Draft => ({
  label: 'undone',
  quiet: true,
  project: former.project,
  history: () => ({ ...former.history, redo: { to: present.revision, label }, continues: null }),
})

/** @param undone what `present.history.redo` leads to */
export const redoing = (undone: State): Draft => ({
  label: 'redone',
  quiet: true,
  project: undone.project,
  history: () => ({ ...undone.history, continues: null }),
})

export const creation = (project: Project, label: Label): Draft => ({
  label,
  quiet: false,
  project,
  history: (revision, savedAt) => ({ stands: revision, changedAt: savedAt, undo: null, redo: null, continues: null }),
})
