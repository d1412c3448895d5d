/** How far a clock is from this computer's, in the largest unit that fits. */
export type ClockOffset =
  | { readonly kind: 'right' }
  | {
      readonly kind: 'off'
      readonly direction: 'ahead' | 'behind'
      readonly unit: 'minutes' | 'hours' | 'days'
      readonly count: number
    }

const minute = 60_000
const units = [
  ['days', 24 * 60 * minute],
  ['hours', 60 * minute],
] as const

/** @param offset milliseconds; what is entered to the minute can't tell less than that */
export function clockOffset(offset: number): ClockOffset {
  const size = Math.abs(offset)
  if (size < 1.5 * minute) return { kind: 'right' }
  const direction = offset > 0 ? 'ahead' : 'behind'
  const [unit, length] = units.find(([, length]) => size >= 2 * length) ?? (['minutes', minute] as const)
  return { kind: 'off', direction, unit, count: Math.round(size / length) }
}
