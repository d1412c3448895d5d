/** A moment as a field of the type datetime-local holds it: the reader's own time, to the minute. */
export function localOf(iso: string): string {
  const time = new Date(iso)
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()]
  return `${date.map(twoDigits).join('-')}T${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`
}

/** The other way round, in ISO 8601, UTC; null where it is no time. */
export function isoOf(local: string): string | null {
  const time = new Date(local)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')
