import type * as Crypto from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { fixture, summaryOf } from './reading.ts'

/** Electron's node:crypto is built on BoringSSL: what that lacks throws, as here. */
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof Crypto>()
  const createDecipheriv = (name: string, ...rest: unknown[]) => {
    if (name.startsWith('des-')) throw Object.assign(new Error('Unknown cipher'), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' })
    return Reflect.apply(crypto.createDecipheriv, crypto, [name, ...rest]) as unknown
  }
  return { ...crypto, createDecipheriv }
})

describe('with a node:crypto that lacks a cipher', () => {
  it.each(['double-des', 'triple-des', 'pbes2-des'])('%s stays closed, and says why', async (name) => {
    const { found, unreadable } = await summaryOf(fixture(`reading/${name}.p12`), { password: 'Schlüssel' })
    expect({ found, unreadable }).toEqual({
      found: ['encrypted private-key at PKCS#12 byte 0'],
      unreadable: ['unknown-encryption at PKCS#12 byte 0'],
    })
  })

  it('opens what is encrypted otherwise', async () => {
    const { found, unreadable } = await summaryOf(fixture('reading/aes-192.p12'), { password: 'Schlüssel' })
    expect([found.length, unreadable]).toEqual([3, []])
  })
})
