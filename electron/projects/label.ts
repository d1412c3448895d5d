/**
 * What was done from one saved state to the next. An older app that meets a label of a newer one reads it as `details`,
 * so that a new label alone does not raise the schema's version.
 */
export const labels = [
  'created',
  'duplicated',
  'imported', // from a portable file
  'details',
  'csr-form',
  'csr-imported',
  'csr-made',
  'sent',
  'signed-here', // by a private CA of this computer
  'files-added',
  'file-left-out',
  'file-brought-back',
  'leaf-chosen',
  'chain-chosen',
  'upload-chosen',
  'moment',
  'clock',
  'counterpart',
  'verdict',
  'pre-check',
  'seen',
  'exported',
  'uploaded',
  'notes',
  'archived',
  'restored',
  'undone',
  'redone',
] as const

export type Label = (typeof labels)[number]

/** Labels of what is typed: such changes in quick succession are one, so that a text is not undone letter by letter. */
export const typed: ReadonlySet<Label> = new Set(['details', 'csr-form', 'notes'])
