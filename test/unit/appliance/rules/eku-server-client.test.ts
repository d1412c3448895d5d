import { ekuServerClient } from '../../../../electron/appliance/rules/eku-server-client.ts'
import { nothing } from '../../../builder/der.ts'
import { extendedKeyUsage, extension, purposes } from '../../../builder/extensions.ts'
import { goodBut, hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const withPurposes = (...oids: readonly string[]) =>
  goodBut({ leafBut: { extensions: { extendedKeyUsage: extendedKeyUsage(...oids) } } })
const broken = <Case extends string>(name: Case, usages: readonly string[]) =>
  [{ case: name, certificate: 0, values: { subject: 'CN=host.lab', usages } }] as const
const { server, client, any } = purposes
const codeSigning = '1.3.6.1.5.5.7.3.3'

describeFileRule(ekuServerClient, {
  'holds with both': [{}, []],
  'holds with both among others': [{ pile: withPurposes(codeSigning, client, server, any) }, []],
  'is broken without any extended key usage': [
    { pile: goodBut({ leafBut: { extensions: { extendedKeyUsage: null } } }) },
    broken('absent', []),
  ],
  'is broken by server authentication alone': [{ pile: withPurposes(server) }, broken('no-client', ['serverAuth'])],
  'is broken by client authentication alone': [{ pile: withPurposes(client) }, broken('no-server', ['clientAuth'])],
  'is broken by neither': [{ pile: withPurposes(codeSigning) }, broken('neither', ['codeSigning'])],
  'is broken by the one that stands for any': [{ pile: withPurposes(any) }, broken('neither', ['anyExtendedKeyUsage'])],
  'names those that it does not know by their number': [
    { pile: withPurposes(server, '1.2.3.4') },
    broken('no-client', ['serverAuth', '1.2.3.4']),
  ],
  'leaves one that can not be read to ca-constraints': [
    { pile: goodBut({ leafBut: { extensions: { extendedKeyUsage: extension('2.5.29.37', nothing) } } }) },
    [],
  ],
  'is broken by one that occurs twice': [
    {
      pile: goodBut({
        leafBut: { extensions: { extendedKeyUsage: extendedKeyUsage(server) }, more: [extendedKeyUsage(client)] },
      }),
    },
    broken('no-client', ['serverAuth']),
  ],
  'is broken without any beside an extension that can not be read': [
    {
      pile: goodBut({ leafBut: { extensions: { extendedKeyUsage: null, keyUsage: extension('2.5.29.15', nothing) } } }),
    },
    broken('absent', []),
  ],
  'does not apply to the CAs': [
    { pile: goodBut({ interBut: { extensions: { extendedKeyUsage: extendedKeyUsage(codeSigning) } } }) },
    [],
  ],
  'does not apply to CAs alone': [{ pile: [inter, root] }, []],
  'does not apply to a single certificate': [
    { pile: [hostBut({ extensions: { extendedKeyUsage: null } })], upload: 'certificate' },
    [],
  ],
})
