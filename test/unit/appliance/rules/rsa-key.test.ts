import { rsaKey } from '../../../../electron/appliance/rules/rsa-key.ts'
import { goodBut, host, hostBut, inter, root } from '../../../builder/files.ts'
import { key, type KeyKind } from '../../../builder/keys.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const ofKind = (kind: KeyKind) => hostBut({ key: key('leaf', kind) })
const broken = (name: string) =>
  [{ case: 'not-rsa', certificate: 0, values: { subject: 'CN=host.lab', key: name } }] as const

describeFileRule(rsaKey, {
  'holds for an RSA key': [{}, []],
  'holds for an RSA key of a single certificate': [{ pile: [host], upload: 'certificate' }, []],
  'warns of a key on a curve': [{ pile: [ofKind('p-256'), inter, root] }, broken('EC P-256')],
  'warns of a key on a curve that is not known': [
    { pile: [ofKind('secp256k1'), inter, root] },
    broken('EC 1.3.132.0.10'),
  ],
  'warns of an Edwards key': [{ pile: [ofKind('ed25519'), inter, root] }, broken('Ed25519')],
  'warns of a key for RSA-PSS only, which enciphers nothing': [
    { pile: [ofKind('rsa-pss'), inter, root] },
    broken('RSA-PSS'),
  ],
  'warns of a single certificate': [{ pile: [ofKind('p-384')], upload: 'certificate' }, broken('EC P-384')],
  'does not apply to the CAs': [{ pile: goodBut({ rootBut: { keyKind: 'p-256' } }) }, []],
  'does not apply to CAs alone': [{ pile: [inter, root] }, []],
})
