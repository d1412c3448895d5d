import { afterEach, describe, expect, it } from 'vitest'
import { isoOf, localOf } from '../../../renderer/examination/local-time.ts'

const zone = process.env.TZ
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

describe.each(['UTC', 'Europe/Paris', 'America/Santiago', 'Asia/Kathmandu'])('in %s', (name) => {
  it.each(['2026-11-28T21:00:00.000Z', '2027-06-30T23:59:00.000Z', '2026-01-01T00:00:00.000Z'])(
    'a field gives back the moment that it was given: %s',
    (iso) => {
      process.env.TZ = name
      expect(isoOf(localOf(iso))).toBe(iso)
    },
  )
})

it('shows the reader’s own time', () => {
  process.env.TZ = 'Europe/Paris'
  expect(localOf('2026-11-28T21:05:00Z')).toBe('2026-11-28T22:05')
})

it.each(['', 'tomorrow', '2026-13-40T10:00'])('takes %j for no time', (text) => {
  expect(isoOf(text)).toBeNull()
})
