import { statSync } from 'node:fs'

/** Whether two paths lead to one and the same file, through links as well; false where either does not exist. */
export function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev
}
