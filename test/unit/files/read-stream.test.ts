import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readStreamBytes } from '../../../electron/files/read-stream.ts'

const stream = (...parts: readonly string[]): Readable => Readable.from(parts.map((part) => Buffer.from(part)))

function failing(error: unknown): Readable {
  return new Readable({
    read() {
      this.destroy(error as Error)
    },
  })
}

describe('reading a stream', () => {
  it('gives all its bytes, up to the limit', async () => {
    expect(await readStreamBytes(stream('ab', 'cd'), '-', 4)).toEqual({ ok: true, value: Buffer.from('abcd') })
    expect(await readStreamBytes(stream(), '-', 4)).toEqual({ ok: true, value: Buffer.alloc(0) })
  })

  it('stops at the limit', async () => {
    const endless = stream(...Array.from({ length: 100 }, () => 'ab'))
    expect(await readStreamBytes(endless, '-', 5)).toEqual({
      ok: false,
      failure: { code: 'too-large', file: '-', limit: 5 },
    })
    expect(endless.destroyed).toBe(true)
  })

  it('reports what the system says', async () => {
    const error = Object.assign(new Error('read'), { code: 'EIO', syscall: 'read', errno: -5 })
    expect(await readStreamBytes(failing(error), '-', 5)).toEqual({
      ok: false,
      failure: { code: 'read-failed', file: '-', errno: 'EIO' },
    })
  })

  it('throws what is a bug', async () => {
    await expect(readStreamBytes(failing(new Error('bug')), '-', 5)).rejects.toThrow('bug')
  })
})
