import { ca, day, type Deviation, type Issued, server } from '../../../builder/authority.ts'
import {
  basicConstraints,
  extendedKeyUsage,
  extension,
  keyUsage,
  nameConstraints,
  purposes,
} from '../../../builder/extensions.ts'
import { key } from '../../../builder/keys.ts'
import { goodTarget, intermediate, named, root, type Shown, shown, source, targetUnder } from './material.ts'

/** A chain broken in one way, and the one that it meets: the good target's unless both have to share the break. */
export interface Broken {
  readonly source: Shown
  readonly target: Shown
}

const rsa = { keyKind: 'rsa-2048' } as const
const unknownCritical = [extension('1.3.6.1.4.1.99999.1', Buffer.from([0x05, 0x00]), true)]
const now = Date.now()
const past = { notBefore: now - 400 * day, notAfter: now - day }
const future = { notBefore: now + day, notAfter: now + 400 * day }

const own = source()

/** The source's chain through another CA1-Inter and root of the same keys; the target stands under the same ones. */
function under(caDeviation: Deviation, rootDeviation: Deviation = {}): Broken {
  const top = ca('CA-Root', { key: root.key, ...rootDeviation })
  const middle = ca('CA1-Inter', { by: top, key: intermediate.key, ...caDeviation })
  return { source: shown(source({ by: middle }), middle, top), target: targetUnder(intermediate, top) }
}
const leaf = (deviation: Deviation): Broken => ({
  source: shown(source(deviation), intermediate, root),
  target: goodTarget,
})
/** A file with these certificates in this order. */
const file = (first: Issued, ...rest: readonly Issued[]): Broken => ({
  source: { ...shown(first, ...rest), key: own.key },
  target: goodTarget,
})

const otherRoot = ca('Other-Root', rsa)
const otherInter = ca('Inter-CA2', { by: root, ...rsa })
const impostor = ca('CA1-Inter', { by: root, key: key('impostor', 'rsa-2048') })
const otherKeyRoot = ca('CA-Root', { key: key('impostor', 'rsa-2048') })
const otherKeyInter = ca('CA1-Inter', { by: otherKeyRoot, key: otherInter.key })

function tiers(count: number): readonly [Issued, ...Issued[]] {
  let list: [Issued, ...Issued[]] = [root]
  for (let tier = 1; tier <= count; tier++) list = [ca(`Tier-${tier}`, { by: list[0], key: otherInter.key }), ...list]
  return list
}
const deep = tiers(9)

/** By what is broken. */
export const brokenChains: Readonly<Record<string, Broken>> = {
  nothing: leaf({}),
  'client authentication missing': leaf({ extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } }),
  'server authentication missing': leaf({ extensions: { extendedKeyUsage: extendedKeyUsage(purposes.client) } }),
  'no extended key usage': leaf({ extensions: { extendedKeyUsage: null } }),
  'any purpose alone': leaf({ extensions: { extendedKeyUsage: extendedKeyUsage(purposes.any) } }),
  'key encipherment missing': leaf({ extensions: { keyUsage: keyUsage('digitalSignature') } }),
  'digital signature missing': leaf({ extensions: { keyUsage: keyUsage('keyEncipherment') } }),
  'intermediate missing': file(own, root),
  'root missing': file(own, intermediate),
  'self-signed leaf alone': file(server('oment-310.example', { key: own.key })),
  'issuers the wrong way round': file(own, root, intermediate),
  'leaf last': file(root, intermediate, own),
  'impostor of the intermediate': file(own, impostor, root),
  'issuer is no CA': under({ extensions: { basicConstraints: basicConstraints(false) } }),
  'issuer may not sign': under({ extensions: { keyUsage: keyUsage('cRLSign') } }),
  'path length exceeded': under({}, { extensions: { basicConstraints: basicConstraints(true, 0) } }),
  'unknown critical extension in the leaf': leaf({ more: unknownCritical }),
  'unknown critical extension in the intermediate': under({ more: unknownCritical }),
  'name constraints violated': under({
    extensions: { nameConstraints: nameConstraints({ permitted: ['dns:other.example'] }) },
  }),
  'leaf expired': leaf(past),
  'leaf not yet valid': leaf(future),
  'intermediate expired': under(past),
  'root expired': under({}, past),
  'leaf signed with MD5': leaf({ digest: 'md5' }),
  'leaf signed with SHA-1': leaf({ digest: 'sha1' }),
  'intermediate signed with SHA-1': under({ digest: 'sha1' }),
  'RSA key of 1024 bits': leaf({ key: key('weak', 'rsa-1024') }),
  'EC key': leaf({ key: key('ec', 'p-256') }),
  'EC key on an unknown curve': leaf({ key: key('odd', 'secp256k1') }),
  'another root': { source: shown(source({ by: otherRoot }), otherRoot), target: goodTarget },
  'another intermediate under the same root': {
    source: shown(source({ by: otherInter }), otherInter, root),
    target: goodTarget,
  },
  'CAs of the same names with other keys': {
    source: shown(source({ by: otherKeyInter }), otherKeyInter, otherKeyRoot),
    target: goodTarget,
  },
  wildcard: leaf(named('dns:*.example')),
  'no common name': file(server(['O=Lab'], { by: intermediate, key: own.key }), intermediate, root),
  'certificate twice': file(own, intermediate, intermediate, root),
  'unrelated certificate': file(own, intermediate, root, otherRoot),
  'eleven certificates': { source: shown(source({ by: deep[0] }), ...deep), target: targetUnder(...deep) },
  'signature wrong': leaf({ signature: 'wrong' }),
}
