import { keyEncipherment } from '../../../../electron/appliance/rules/key-encipherment.ts'
import type { KeyUsage } from '../../../../electron/pki/extensions.ts'
import { nothing } from '../../../builder/der.ts'
import { extension, keyUsage } from '../../../builder/extensions.ts'
import { goodBut, hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const withUsages = (...usages: readonly KeyUsage[]) => ({ extensions: { keyUsage: keyUsage(...usages) } })
const unreadable = { extensions: { keyUsage: extension('2.5.29.15', nothing) } }
const broken = <Case extends string>(name: Case, usages: readonly string[]) =>
  [{ case: name, certificate: 0, values: { subject: 'CN=host.lab', usages } }] as const

describeFileRule(keyEncipherment, {
  'holds with it among others': [{}, []],
  'holds with it alone': [{ pile: goodBut({ leafBut: withUsages('keyEncipherment') }) }, []],
  'is broken without any key usage': [
    { pile: goodBut({ leafBut: { extensions: { keyUsage: null } } }) },
    broken('absent', []),
  ],
  'is broken by others only': [
    { pile: goodBut({ leafBut: withUsages('keyAgreement', 'digitalSignature', 'dataEncipherment') }) },
    broken('not-included', ['digitalSignature', 'dataEncipherment', 'keyAgreement']),
  ],
  'is broken by none at all': [{ pile: goodBut({ leafBut: withUsages() }) }, broken('not-included', [])],
  'is broken by a single certificate': [
    { pile: [hostBut(withUsages('digitalSignature'))], upload: 'certificate' },
    broken('not-included', ['digitalSignature']),
  ],
  'is broken by a single certificate without any key usage': [
    { pile: [hostBut({ extensions: { keyUsage: null } })], upload: 'certificate' },
    broken('absent', []),
  ],
  'leaves one that can not be read to ca-constraints': [{ pile: goodBut({ leafBut: unreadable }) }, []],
  'is broken by one that can not be read in a single certificate': [
    { pile: [hostBut(unreadable)], upload: 'certificate' },
    broken('absent', []),
  ],
  'is broken by one that occurs twice': [
    { pile: goodBut({ leafBut: { ...withUsages('digitalSignature'), more: [keyUsage('keyEncipherment')] } }) },
    broken('not-included', ['digitalSignature']),
  ],
  'is broken without any beside an extension that can not be read': [
    {
      pile: goodBut({ leafBut: { extensions: { keyUsage: null, extendedKeyUsage: extension('2.5.29.37', nothing) } } }),
    },
    broken('absent', []),
  ],
  'does not apply to CAs': [{ pile: [inter, root] }, []],
})
