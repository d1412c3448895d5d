import { createPrivateKey, createPublicKey } from 'node:crypto'
import { type Check, check } from '../../appliance/check.ts'
import type { Certificate } from '../../pki/certificate.ts'
import { writePem } from '../../pki/write-pem.ts'
import { sha256Of } from '../readings.ts'
import type { JobContext } from '../job.ts'
import type { Credentials } from './handshake.ts'
import { writeKeyPem } from './key-pem.ts'
import type { Obstacle, RehearsalSide, SideName } from './rehearsal.ts'

/** One appliance with all that is known of its chain. */
export interface Party {
  readonly side: SideName
  readonly name: string
  readonly check: Check
  /**
   * The only root that it trusts: that of the chain uploaded to it. KB 000221202: the root certificate is added to the
   * trusted root store of each appliance, and is the anchor against which all certificates are validated.
   */
  readonly anchor: Certificate | undefined
}

/** @param at milliseconds since 1970 @throws RuleCrashed */
export async function partyOf(
  side: SideName,
  { name, chain, host }: RehearsalSide,
  at: number,
  { readings, signatures }: JobContext,
): Promise<Party> {
  const bytes = typeof chain === 'string' ? Buffer.from(chain) : chain
  const read = await readings.read(bytes, name)
  const checked = check({ read, upload: 'chain', at, host: host ?? undefined, signatures })
  return { side, name, check: checked, anchor: rootOf(checked) }
}

/** Of a chain that breaks off, the root that is in the file all the same. */
function rootOf({ facts: { path, pile } }: Check): Certificate | undefined {
  const isWhole = path !== undefined && !path.chain.missing && !path.tangled
  if (isWhole) return path.chain.certificates.at(-1)
  return pile.find(({ isSelfIssued, sha256 }) => isSelfIssued && sha256 !== path?.leaf.sha256)
}

/** Why this side can't take part, if it can't. */
export function obstacleOf({ check: { facts } }: Party, key: Uint8Array | null): Obstacle['code'] | undefined {
  if (facts.pile.length === 0) return 'no-chain'
  if (key === null) return 'no-key'
  const owner = publicKeyOf(key)
  if (owner === undefined) return 'bad-key'
  return facts.pile.some(({ publicKey }) => publicKey.sha256 === owner) ? undefined : 'other-key'
}

/** SHA-256 over the SPKI; undefined where it is no key that node:crypto can read. */
function publicKeyOf(pkcs8: Uint8Array): string | undefined {
  const key = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length)
  try {
    const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
    return sha256Of(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }))
  } catch {
    return undefined // node:crypto's way to say that it can't read this key
  }
}

/** All of the file in its order, as a server sends it. The key's PEM is to be overwritten after use. */
export const credentialsOf = ({ check: { facts }, anchor }: Party, key: Uint8Array): Credentials => ({
  cert: writePem(facts.pile),
  key: writeKeyPem(key),
  ca: anchor ? [writePem([anchor])] : [],
})
