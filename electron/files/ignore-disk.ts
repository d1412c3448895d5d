import { errnoOf } from './errno.ts'

/** For tidying up: what the disk refuses there costs room, no work. @throws what is a bug */
export function ignoreDisk(error: unknown): void {
  if (errnoOf(error) === undefined) throw error
}
