/** One line of the table. `ratio` is what the target speaks of; times are only there to be read. */
export interface Row {
  readonly what: string
  readonly ratio: number
  readonly target: string
  readonly met: boolean
  readonly detail: string
}

const rounds = 15

/** Median microseconds of two functions called in turn, so that both see the same moods of the machine. */
export async function alternately(
  ours: () => unknown,
  floor: () => unknown,
  repetitions: number,
): Promise<{ ours: number; floor: number; ratio: number }> {
  const times: [ours: number, floor: number][] = []
  for (let round = 0; round < rounds + 3; round++) {
    times.push([await timed(ours, repetitions), await timed(floor, repetitions)])
  }
  const counted = times.slice(3) // the first are for the compiler to warm up
  return {
    ours: median(counted.map(([a]) => a)),
    floor: median(counted.map(([, b]) => b)),
    ratio: median(counted.map(([a, b]) => a / b)),
  }
}

async function timed(run: () => unknown, repetitions: number): Promise<number> {
  const start = process.hrtime.bigint()
  for (let i = 0; i < repetitions; i++) await run()
  return Number(process.hrtime.bigint() - start) / 1000 / repetitions
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

export const atMost = (what: string, ratio: number, most: number, detail: string): Row => ({
  what,
  ratio,
  target: `≤ ${most}`,
  met: ratio <= most,
  detail,
})

export const atLeast = (what: string, ratio: number, least: number, detail: string): Row => ({
  what,
  ratio,
  target: `≥ ${least}`,
  met: ratio >= least,
  detail,
})
