import { ekuServer } from '../../../../electron/appliance/rules/eku-server.ts'
import { extendedKeyUsage, purposes } from '../../../builder/extensions.ts'
import { goodBut, host, hostBut } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const withPurposes = (...oids: readonly string[]) => [
  hostBut({ extensions: { extendedKeyUsage: extendedKeyUsage(...oids) } }),
]
const broken = <Case extends string>(name: Case, usages: readonly string[]) =>
  [{ case: name, certificate: 0, values: { subject: 'CN=host.lab', usages } }] as const
const { server, client, any } = purposes

describeFileRule(ekuServer, {
  'holds with server and client authentication': [{ pile: [host] }, []],
  'holds with server authentication alone': [{ pile: withPurposes(server) }, []],
  'is broken without any extended key usage': [
    { pile: [hostBut({ extensions: { extendedKeyUsage: null } })] },
    broken('absent', []),
  ],
  'is broken by client authentication alone': [{ pile: withPurposes(client) }, broken('no-server', ['clientAuth'])],
  'is broken by the one that stands for any': [
    { pile: withPurposes(any, '1.2.3') },
    broken('no-server', ['anyExtendedKeyUsage', '1.2.3']),
  ],
  'does not apply to a chain': [
    { pile: goodBut({ leafBut: { extensions: { extendedKeyUsage: null } } }), upload: 'chain' },
    [],
  ],
})
