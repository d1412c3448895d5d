import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nameOf } from '../../../renderer/parts/certificate-name.ts'
import { hand, isMain, receive } from '../../../renderer/parts/receivers.ts'
import { isProjectFile, pickedSource } from '../../../renderer/parts/source.ts'
import { FakeMain } from './bridge.ts'

new FakeMain().install()
const { lifeSpan } = await import('../../../renderer/parts/life-span.ts')
const { ago, day, month, speak } = await import('../../../renderer/state/texts.svelte.ts')

beforeAll(() => speak('en'))

describe('the name of a certificate', () => {
  it.each([
    ['CA-Root', null, 'CN=CA-Root,O=Example'],
    ['CA-Root', null, 'O=Example,CN=CA-Root'],
    ['own', 'own', 'CN=CA-Root'],
    ['O=Example', null, 'O=Example'],
    ['O=Ex\\,CN\\=x', null, 'O=Ex\\,CN\\=x'],
  ])('is %s', (name, commonName, subject) => {
    expect(nameOf({ commonName, subject })).toBe(name)
  })
})

describe('a life span', () => {
  const span = (at: string) => lifeSpan('2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z', at)

  it.each([
    ['2025-12-30T00:00:00Z', 'bad', 0, 'begins in 2 days'],
    ['2026-01-01T00:00:00Z', 'good', 0, '364 days left'],
    ['2026-07-02T00:00:00Z', 'good', 0.5, '182 days left'],
    ['2026-12-01T00:00:00Z', 'good', 334 / 364, '30 days left'],
    ['2026-12-02T00:00:00Z', 'warning', 335 / 364, '29 days left'],
    ['2026-12-31T00:00:00Z', 'warning', 1, 'less than a day left'],
    ['2026-12-31T00:00:01Z', 'bad', 1, 'expired today'],
    ['2027-01-03T00:00:00Z', 'bad', 1, 'expired 3 days ago'],
  ])('at %s', (at, tone, over, words) => {
    expect(span(at)).toEqual({ tone, over: expect.closeTo(over, 5) as number, words })
  })

  it('of no length is over', () => {
    expect(lifeSpan('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z').over).toBe(1)
  })
})

describe('a time', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')

  it.each([
    ['2026-11-24T11:59:30Z', 'now'],
    ['2026-11-24T11:58:00Z', '2 minutes ago'],
    ['2026-11-24T09:00:00Z', '3 hours ago'],
    ['2026-11-23T11:00:00Z', 'yesterday'],
    ['2026-11-19T12:00:00Z', '5 days ago'],
    ['2026-11-25T12:00:00Z', 'now'],
  ])('%s is %s', (iso, words) => {
    expect(ago(iso, now)).toBe(words)
  })

  it('has the month as a word', async () => {
    expect(day('2026-11-24T12:00:00Z')).toBe('24 Nov 2026')
    expect(month('2026-11-24T12:00:00Z')).toBe('Nov 2026')
    await speak('fr')
    expect(day('2026-11-24T12:00:00Z')).toBe('24 nov. 2026')
    await speak('en')
  })
})

describe('what is dropped', () => {
  const source = pickedSource({ id: '1', names: ['leaf.cer'] })

  it('goes to the first place for files on the screen', () => {
    const first = vi.fn()
    const second = vi.fn()
    const stops = [receive(first), receive(second)]
    expect([isMain(first), isMain(second)]).toEqual([true, false])
    expect(hand(source)).toBe(true)
    for (const stop of stops) stop()
    expect(first).toHaveBeenCalledExactlyOnceWith(source)
    expect(second).not.toHaveBeenCalled()
    expect(hand(source)).toBe(false)
  })

  it('is known as a project by its name', () => {
    expect(isProjectFile(pickedSource({ id: '1', names: ['a.OMECHAIN'] }))).toBe(true)
    expect(isProjectFile(source)).toBe(false)
    expect(isProjectFile({ kind: 'text', text: 'a.omechain' })).toBe(false)
  })
})
