import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Der } from './der.ts'

export interface Key {
  readonly privateKey: KeyObject
  /** SubjectPublicKeyInfo. */
  readonly spki: Der
  /** Key identifier, as most CAs make it. */
  readonly id: Der
}

export type KeyKind = 'ed25519' | 'p-256' | 'p-384' | 'secp256k1' | 'ed448' | 'rsa-pss' | 'dsa' | `rsa-${number}`

const keys = new Map<string, Key>()

/** RSA keys of 2048 bits take long to make: the fixtures' are taken while there are any. */
const rsaPool = ['oment-310', 'oment-400', 'ca1-inter', 'ca-root', 'inter-ca2', 'other']

/**
 * The key of that name, ever the same one within a run. Ed25519 is derived from the name, so that certificates signed
 * with it are the same in every run; of the other kinds there is one for each name.
 */
export function key(name: string, kind: KeyKind = 'ed25519'): Key {
  const memo = `${kind} ${name}`
  let found = keys.get(memo)
  if (!found) {
    found = keyOf(kind === 'ed25519' ? ed25519(name) : (fromPool(kind) ?? generate(kind)))
    keys.set(memo, found)
  }
  return found
}

function keyOf(privateKey: KeyObject): Key {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return { privateKey, spki, id: createHash('sha1').update(spki).digest() }
}

/** From where the tests and the bench are started: a bundle stands elsewhere than this file. */
function fromPool(kind: KeyKind): KeyObject | undefined {
  const name = kind === 'rsa-2048' ? rsaPool.shift() : undefined
  if (name === undefined) return undefined
  return createPrivateKey(readFileSync(join('test/fixtures/keys', `${name}.pem`)))
}

function ed25519(name: string): KeyObject {
  const seed = createHash('sha256').update(name).digest()
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
}

function generate(kind: Exclude<KeyKind, 'ed25519'>): KeyObject {
  switch (kind) {
    case 'p-256':
    case 'p-384':
    case 'secp256k1':
      return generateKeyPairSync('ec', { namedCurve: kind.replace('p-', 'P-') }).privateKey
    case 'ed448':
      return generateKeyPairSync('ed448').privateKey
    case 'rsa-pss':
      return generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey
    case 'dsa':
      return generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey
    default:
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey
  }
}
