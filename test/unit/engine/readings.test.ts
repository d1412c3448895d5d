import { describe, expect, it } from 'vitest'
import { Readings } from '../../../electron/engine/readings.ts'
import { bytesOf, host, inter } from './material.ts'

describe('what was read', () => {
  it('is not read again, whoever asks with the same bytes', async () => {
    const readings = new Readings()
    const first = await readings.read(bytesOf(host), 'a.pem')
    expect(await readings.read(Buffer.from(bytesOf(host)), 'a.pem')).toBe(first)
    expect(first.found).toHaveLength(1)
  })

  it('is known under its name: other bytes and other names are read', async () => {
    const readings = new Readings()
    const first = await readings.read(bytesOf(host), 'a.pem')
    expect(await readings.read(bytesOf(inter), 'a.pem')).not.toBe(first)
    expect((await readings.read(bytesOf(host), 'b.pem')).file).toBe('b.pem')
  })

  it('is forgotten beyond a limit, the longest unused first', async () => {
    const readings = new Readings({ bytes: 100, files: 2 })
    const read = (name: string, length = 10) => readings.read(Buffer.alloc(length, 'x'), name)
    const [a, b] = [await read('a'), await read('b')]
    expect(await read('a')).toBe(a)
    await read('c')
    expect(await read('a')).toBe(a)
    expect(await read('b')).not.toBe(b)
    await read('large', 95)
    expect(await read('a')).not.toBe(a)
  })
})
