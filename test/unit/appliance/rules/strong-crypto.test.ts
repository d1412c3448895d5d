import { strongCrypto } from '../../../../electron/appliance/rules/strong-crypto.ts'
import { ca, type Deviation, type Issued } from '../../../builder/authority.ts'
import { bitString, oid, sequence } from '../../../builder/der.ts'
import { goodBut, host, hostBut, inter, root } from '../../../builder/files.ts'
import { key, type KeyKind } from '../../../builder/keys.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const rsaRoot: Deviation = { key: key('root', 'rsa-2048') }
const weak = <Case extends string>(
  name: Case,
  certificate: number,
  subject: string,
  { signature = 'Ed25519', key: kind = 'Ed25519', bits = 256 }: { signature?: string; key?: string; bits?: number },
) => ({ case: name, certificate, values: { subject, signature, key: kind, bits } }) as const

const ofKind = (kind: KeyKind): readonly Issued[] => [hostBut({ key: key('leaf', kind) }), inter, root]
const rsa2048 = { key: 'RSA', bits: 2048 }

/** Keys that nobody here can use, as they stand in a certificate. */
const explicitCurve = sequence(sequence(oid('1.2.840.10045.2.1'), sequence()), bitString(Uint8Array.of(4)))
const unknownKey = sequence(sequence(oid('1.2.3.4')), bitString(Uint8Array.of(4)))
const withKey = (spki: Uint8Array): readonly Issued[] => [hostBut({ key: { ...host.key, spki } }), inter, root]

const withDigest = (digest: 'md5' | 'sha1', certificate: 0 | 1 | 2) =>
  goodBut({
    rootBut: { ...rsaRoot, ...(certificate === 2 && { digest }) },
    interBut: { key: key('inter', 'rsa-2048'), ...(certificate === 1 && { digest }) },
    leafBut: certificate === 0 ? { digest } : {},
  })
const md2 = sequence(oid('1.2.840.113549.1.1.2'))

describeFileRule(strongCrypto, {
  'holds for RSA of 2048 bits and Ed25519': [{}, []],
  'holds for RSA of 3072 bits': [{ pile: ofKind('rsa-3072') }, []],
  'holds for P-256': [{ pile: ofKind('p-256') }, []],
  'holds for P-384': [{ pile: ofKind('p-384') }, []],
  'holds for Ed448': [{ pile: ofKind('ed448') }, []],
  'holds for RSA-PSS of 2048 bits': [{ pile: ofKind('rsa-pss') }, []],
  'is broken by MD5 in the leaf': [
    { pile: withDigest('md5', 0) },
    [weak('broken-digest', 0, 'CN=host.lab', { signature: 'RSA with MD5', ...rsa2048 })],
  ],
  'is broken by MD5 in an intermediate': [
    { pile: withDigest('md5', 1) },
    [weak('broken-digest', 1, 'CN=Inter', { signature: 'RSA with MD5', ...rsa2048 })],
  ],
  'is broken by MD5 in the root': [
    { pile: withDigest('md5', 2) },
    [weak('broken-digest', 2, 'CN=Root', { signature: 'RSA with MD5', ...rsa2048 })],
  ],
  'is broken by MD2': [
    { pile: goodBut({ leafBut: { algorithm: md2 } }) },
    [weak('broken-digest', 0, 'CN=host.lab', { signature: 'RSA with MD2', ...rsa2048 })],
  ],
  'warns of SHA-1 in the leaf': [
    { pile: withDigest('sha1', 0) },
    [weak('sha1', 0, 'CN=host.lab', { signature: 'RSA with SHA-1', ...rsa2048 })],
  ],
  'warns of SHA-1 in an intermediate': [
    { pile: withDigest('sha1', 1) },
    [weak('sha1', 1, 'CN=Inter', { signature: 'RSA with SHA-1', ...rsa2048 })],
  ],
  'holds for SHA-1 in the root': [{ pile: withDigest('sha1', 2) }, []],
  'warns of SHA-1 in an intermediate without its root': [
    { pile: withDigest('sha1', 1).slice(0, 2) },
    [weak('sha1', 1, 'CN=Inter', { signature: 'RSA with SHA-1', ...rsa2048 })],
  ],
  'warns of SHA-1 in a leaf that signed itself': [
    { pile: [hostBut({ digest: 'sha1', signer: host.key, issuer: 'host.lab' })] },
    [weak('sha1', 0, 'CN=host.lab', { signature: 'RSA with SHA-1', ...rsa2048 })],
  ],
  'is broken by RSA of 512 bits': [
    { pile: ofKind('rsa-512') },
    [weak('very-short-key', 0, 'CN=host.lab', { key: 'RSA', bits: 512 })],
  ],
  'is broken by RSA of 1023 bits': [
    { pile: ofKind('rsa-1023') },
    [weak('very-short-key', 0, 'CN=host.lab', { key: 'RSA', bits: 1023 })],
  ],
  'warns of RSA of 1024 bits': [
    { pile: ofKind('rsa-1024') },
    [weak('short-key', 0, 'CN=host.lab', { key: 'RSA', bits: 1024 })],
  ],
  'warns of RSA of 2047 bits': [
    { pile: ofKind('rsa-2047') },
    [weak('short-key', 0, 'CN=host.lab', { key: 'RSA', bits: 2047 })],
  ],
  'warns of a short key in a root': [
    { pile: goodBut({ rootBut: { key: key('root', 'rsa-1024') } }) },
    [weak('short-key', 2, 'CN=Root', { signature: 'RSA with SHA-256', key: 'RSA', bits: 1024 })],
  ],
  'warns of a short key for RSA-PSS': [
    { pile: withKey(pssKey('rsa-1024')) },
    [weak('short-key', 0, 'CN=host.lab', { key: 'RSA-PSS', bits: 1024 })],
  ],
  'is broken by an unknown curve': [
    { pile: ofKind('secp256k1') },
    [weak('unknown-key', 0, 'CN=host.lab', { key: '1.3.132.0.10', bits: 0 })],
  ],
  'is broken by a curve of its own making': [
    { pile: withKey(explicitCurve) },
    [weak('unknown-key', 0, 'CN=host.lab', { key: 'explicit parameters', bits: 0 })],
  ],
  'is broken by DSA': [{ pile: ofKind('dsa') }, [weak('unknown-key', 0, 'CN=host.lab', { key: 'DSA', bits: 0 })]],
  'is broken by a key that nobody knows': [
    { pile: withKey(unknownKey) },
    [weak('unknown-key', 0, 'CN=host.lab', { key: 'other', bits: 0 })],
  ],
  'tells of digest and key alike': [
    {
      pile: [
        hostBut({ by: ca('Inter', { key: key('inter', 'rsa-2048') }), digest: 'sha1', key: key('leaf', 'rsa-1024') }),
      ],
    },
    [
      weak('sha1', 0, 'CN=host.lab', { signature: 'RSA with SHA-1', key: 'RSA', bits: 1024 }),
      weak('short-key', 0, 'CN=host.lab', { signature: 'RSA with SHA-1', key: 'RSA', bits: 1024 }),
    ],
  ],
  'looks at the leaf alone where it is uploaded alone': [
    { pile: ofKind('rsa-1024'), upload: 'certificate' },
    [weak('short-key', 0, 'CN=host.lab', { key: 'RSA', bits: 1024 })],
  ],
  'does not apply to CAs alone': [{ pile: [ca('Root', { key: key('root', 'rsa-1024') })] }, []],
})

/** An RSA key that is for RSA-PSS only. */
function pssKey(kind: KeyKind): Uint8Array {
  const spki = Buffer.from(key('leaf', kind).spki)
  spki[spki.indexOf(Buffer.from('2a864886f70d010101', 'hex')) + 8] = 10
  return spki
}
