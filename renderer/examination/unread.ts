import type { FailureReport, FileReport } from '../../electron/contract/shown.ts'

/** What failed in the same way, so that a folder full of other things is told in one breath. */
export interface UnreadGroup {
  readonly code: string
  readonly failures: readonly FailureReport[]
}

const closed: ReadonlySet<string> = new Set(['password-needed', 'password-wrong'])

/** All that could not be read. What only wants its password is asked for, and so left out. */
export function unreadIn(
  files: readonly Pick<FileReport, 'unreadable'>[],
  failures: readonly FailureReport[],
): readonly UnreadGroup[] {
  const groups = new Map<string, readonly FailureReport[]>()
  for (const failure of [...failures, ...files.flatMap(({ unreadable }) => unreadable)]) {
    if (closed.has(failure.code)) continue
    const key = `${failure.code} ${failure.remedy}`
    groups.set(key, [...(groups.get(key) ?? []), failure])
  }
  return [...groups.values()].map((group) => ({ code: group[0]?.code ?? '', failures: group }))
}
