import { signature } from '../../../../electron/appliance/rules/signature.ts'
import { ca, type Issued } from '../../../builder/authority.ts'
import { bitString, oid, sequence } from '../../../builder/der.ts'
import { authorityKeyIdentifier } from '../../../builder/extensions.ts'
import { good, goodBut, host, hostBut, inter, root } from '../../../builder/files.ts'
import { key } from '../../../builder/keys.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const hex = ({ key: { id } }: Issued) => Buffer.from(id).toString('hex')
const broken = <Case extends string>(name: Case, certificate: number, values: Record<string, string>) =>
  ({ case: name, certificate, values: { algorithm: 'Ed25519', ...values } }) as const

const impostor = ca('Root', { key: key('impostor') })
const unnamedIds = { authorityKeyIdentifier: null, subjectKeyIdentifier: null }
const ofLeaf = {
  subject: 'CN=host.lab',
  issuer: 'CN=Inter',
  keyIdentifier: hex(inter),
  issuerKeyIdentifier: hex(inter),
}
const ofRoot = { subject: 'CN=Root', issuer: 'CN=Root', keyIdentifier: hex(root), issuerKeyIdentifier: '' }
const unknownKey = sequence(sequence(oid('1.2.3.4')), bitString(Uint8Array.of(4)))
const unknown = sequence(oid('1.2.3.4'))

describeFileRule(signature, {
  'holds where each is signed by the next': [{}, []],
  'holds where the issuer is missing': [{ pile: [host, inter] }, []],
  'holds though the key identifier misleads': [
    { pile: goodBut({ leafBut: { extensions: { authorityKeyIdentifier: authorityKeyIdentifier(root.key.id) } } }) },
    [],
  ],
  'is broken by a leaf that was not signed': [
    { pile: goodBut({ leafBut: { signature: 'wrong' } }) },
    [broken('invalid', 0, ofLeaf)],
  ],
  'is broken by an issuer of the same name with another key': [
    { pile: [host, inter, impostor] },
    [
      broken('invalid', 1, {
        subject: 'CN=Inter',
        issuer: 'CN=Root',
        keyIdentifier: hex(root),
        issuerKeyIdentifier: hex(impostor),
      }),
    ],
  ],
  'is broken by a root that did not sign itself': [
    { pile: goodBut({ rootBut: { signature: 'wrong' } }) },
    [broken('own-invalid', 2, ofRoot)],
  ],
  'is broken once for each': [
    { pile: goodBut({ rootBut: { signature: 'wrong' }, leafBut: { signature: 'wrong' } }) },
    [broken('invalid', 0, ofLeaf), broken('own-invalid', 2, ofRoot)],
  ],
  'is broken by an algorithm that nobody knows': [
    { pile: goodBut({ leafBut: { algorithm: unknown } }) },
    [broken('unsupported', 0, { ...ofLeaf, algorithm: '1.2.3.4' })],
  ],
  'is broken by an algorithm in the root that nobody knows': [
    { pile: goodBut({ rootBut: { algorithm: unknown } }) },
    [broken('unsupported', 2, { ...ofRoot, algorithm: '1.2.3.4' })],
  ],
  'leaves MD2 to strong-crypto': [
    {
      pile: goodBut({
        interBut: { key: key('inter', 'rsa-1024') },
        leafBut: { algorithm: sequence(oid('1.2.840.113549.1.1.2')) },
      }),
    },
    [],
  ],
  'leaves a key that nobody knows to strong-crypto': [
    {
      pile: goodBut({
        rootBut: { key: { ...root.key, spki: unknownKey }, algorithm: sequence(oid('1.2.3.4')) },
        interBut: { algorithm: sequence(oid('1.2.3.4')) },
      }),
    },
    [],
  ],
  'is broken by an algorithm that nobody knows though the key of the signed one is not known either': [
    { pile: goodBut({ leafBut: { algorithm: unknown, key: { ...root.key, spki: unknownKey } } }) },
    [broken('unsupported', 0, { ...ofLeaf, algorithm: '1.2.3.4' })],
  ],
  'quotes no key identifiers where there are none': [
    {
      pile: [
        hostBut({ extensions: unnamedIds, signature: 'wrong' }),
        ca('Inter', { by: root, extensions: unnamedIds }),
        root,
      ],
    },
    [broken('invalid', 0, { ...ofLeaf, keyIdentifier: '', issuerKeyIdentifier: '' })],
  ],
  'says nothing of other defects': [{ pile: goodBut({ rootBut: { notAfter: 0 } }) }, []],
  'does not apply to CAs alone': [{ pile: [ca('Root', { signature: 'wrong' })] }, []],
  'does not apply to a single certificate': [{ pile: [hostBut({ signature: 'wrong' })], upload: 'certificate' }, []],
  'does not apply to a certificate beside the chain': [{ pile: [...good, ca('Other', { signature: 'wrong' })] }, []],
})
