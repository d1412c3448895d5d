/** As many as a project keeps. */
const most = 100

/** The newest of a list in which the oldest stands first. */
export const lastOf = <T>(entries: readonly T[]): T[] => entries.slice(-most)
