/** Turns the project of one schema version into that of the next; what it gets was valid in its time. */
export type Migration = (project: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** By the version that it starts from. A file is rewritten in memory only: on the disk it stays as it was saved. */
export type Migrations = Readonly<Record<number, Migration>>

export const migrations: Migrations = {}

/** @returns undefined where there is no way from that version to the present one */
export function migrate(project: unknown, from: number, to: number, steps: Migrations): unknown {
  let migrated = project
  for (let version = from; version < to; version++) {
    const step = steps[version]
    if (!step || !isRecord(migrated)) return undefined
    migrated = { ...step(migrated), schema: version + 1 }
  }
  return migrated
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
