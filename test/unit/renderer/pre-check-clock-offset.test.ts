import { expect, test } from 'vitest'
import { clockOffset } from '../../../renderer/steps/pre-check/clock-offset.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

test.each([
  [0, { kind: 'right' }],
  [1.4 * minute, { kind: 'right' }],
  [-1.4 * minute, { kind: 'right' }],
  [1.5 * minute, { kind: 'off', direction: 'ahead', unit: 'minutes', count: 2 }],
  [-4 * minute, { kind: 'off', direction: 'behind', unit: 'minutes', count: 4 }],
  [hour, { kind: 'off', direction: 'ahead', unit: 'minutes', count: 60 }],
  [-2 * hour, { kind: 'off', direction: 'behind', unit: 'hours', count: 2 }],
  [30 * hour, { kind: 'off', direction: 'ahead', unit: 'hours', count: 30 }],
  [-400 * day, { kind: 'off', direction: 'behind', unit: 'days', count: 400 }],
])('a clock that is %d ms ahead', (offset, expected) => {
  expect(clockOffset(offset)).toEqual(expected)
})
