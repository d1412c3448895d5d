/** What the user gave: files that main knows by an id, with their names, or a pasted text. */
export type Source =
  | { readonly kind: 'picked'; readonly id: string; readonly names: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }

export const pickedSource = ({ id, names }: { readonly id: string; readonly names: readonly string[] }): Source => ({
  kind: 'picked',
  id,
  names,
})

/** Whether it is a whole project in its portable file. */
export const isProjectFile = (source: Source): boolean =>
  source.kind === 'picked' && source.names.some((name) => name.toLowerCase().endsWith('.omechain'))
