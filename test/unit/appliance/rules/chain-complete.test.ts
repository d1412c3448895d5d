import { chainComplete } from '../../../../electron/appliance/rules/chain-complete.ts'
import { ca, type Issued, server } from '../../../builder/authority.ts'
import { authorityKeyIdentifier, caIssuers } from '../../../builder/extensions.ts'
import { good, host, hostBut, hostCsr, inter, place, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const hex = ({ key }: Issued) => Buffer.from(key.id).toString('hex')
const missing = (
  certificate: number,
  subject: string,
  issuer: string,
  keyIdentifier: string,
  addresses: string[] = [],
) => [{ case: 'missing', certificate, values: { subject, issuer, keyIdentifier, addresses } }] as const

const wrongInter = ca('Inter 2', { by: root })
const addresses = ['http://ca.lab/root.cer', 'http://ca.lab/root.p7c']
const interWithAddress = ca('Inter', { by: root, extensions: { caIssuers: caIssuers(...addresses) } })
const interByB = ca('Inter', { by: ca('B') })
const selfSigned = server('self.lab')
const deep = Array.from({ length: 110 }, (_, i) => `CA ${i}`).reduce<readonly Issued[]>(
  (issued, name) => [ca(name, { by: issued[0] ?? root }), ...issued],
  [root],
)

describeFileRule(chainComplete, {
  'holds from the leaf to the root': [{}, []],
  'holds in any order': [{ pile: [root, inter, host] }, []],
  'holds for a leaf under a root': [{ pile: [hostBut({ by: root }), root] }, []],
  'is broken without the root': [{ pile: [host, inter] }, missing(1, 'CN=Inter', 'CN=Root', hex(root))],
  'is broken without an intermediate': [{ pile: [host, root] }, missing(0, 'CN=host.lab', 'CN=Inter', hex(inter))],
  'is broken by the leaf alone': [{ pile: [host] }, missing(0, 'CN=host.lab', 'CN=Inter', hex(inter))],
  'tells where the missing one can be had': [
    { pile: [host, interWithAddress] },
    missing(1, 'CN=Inter', 'CN=Root', hex(root), addresses),
  ],
  'tells no key identifier where there is none': [
    { pile: [hostBut({ extensions: { authorityKeyIdentifier: null } })] },
    missing(0, 'CN=host.lab', 'CN=Inter', ''),
  ],
  'is broken without the old root below a new one': [
    { pile: [hostBut({ by: ca('Root', { by: inter, issuer: 'Root' }) }), ca('Root', { by: inter, issuer: 'Root' })] },
    missing(1, 'CN=Root', 'CN=Root', hex(inter)),
  ],
  'is broken by CAs that sign each other': [
    { pile: [hostBut({ by: interByB }), interByB, ca('B', { by: inter })] },
    [
      {
        case: 'circle',
        certificate: 2,
        values: { subject: 'CN=B', issuer: 'CN=Inter', keyIdentifier: hex(inter), addresses: [] },
      },
    ],
  ],
  'is broken by a leaf that signed itself': [
    { pile: [selfSigned] },
    [{ case: 'self-signed', certificate: 0, values: { subject: 'CN=self.lab' } }],
  ],
  'is broken by a leaf that signed itself beside CAs': [
    { pile: [selfSigned, root] },
    [{ case: 'self-signed', certificate: 0, values: { subject: 'CN=self.lab' } }],
  ],
  'is broken by CAs alone': [{ pile: [inter, root] }, [{ case: 'no-leaf', certificate: null, values: { count: 2 } }]],
  'is broken by more CAs than can be searched': [
    { pile: [hostBut(deep[0] ? { by: deep[0] } : {}), ...deep] },
    [{ case: 'tangled', certificate: null, values: { count: 112 } }],
  ],
  'leaves CAs alone to csr-key-match where there is a CSR': [{ pile: [inter, root], csr: hostCsr }, []],
  'is not judged among CAs where a part could not be read': [
    { pile: [inter, root], read: { unreadable: [{ place: place({ line: 1 }), reason: 'damaged' }] } },
    [],
  ],
  'leaves an issuer that was renamed to issued-to-by wherever it stands': [
    { pile: [root, ca('Inter, renamed', { by: root, key: inter.key }), host] },
    [],
  ],
  'leaves a wrong intermediate in place of the right one to issued-to-by': [{ pile: [host, wrongInter, root] }, []],
  'leaves an issuer that was renamed to issued-to-by': [
    { pile: [host, ca('Inter, renamed', { by: root, key: inter.key }), root] },
    [],
  ],
  'is broken though an intermediate that does not belong stands elsewhere': [
    { pile: [host, root, wrongInter] },
    missing(0, 'CN=host.lab', 'CN=Inter', hex(inter)),
  ],
  'leaves a wrong signature to signature': [{ pile: [host, inter, ca('Root', { key: wrongInter.key })] }, []],
  'leaves a misleading key identifier to ca-constraints': [
    { pile: [hostBut({ extensions: { authorityKeyIdentifier: authorityKeyIdentifier(root.key.id) } }), inter, root] },
    [],
  ],
  'is not judged where a part could not be read': [
    { pile: [host, inter], read: { unreadable: [{ place: place({ line: 40 }), reason: 'truncated' }] } },
    [],
  ],
  'does not apply to a single certificate': [{ upload: 'certificate', pile: [host] }, []],
  'does not apply to a file without certificates': [{ pile: [] }, []],
  'holds though nothing is wrong with a second root': [{ pile: [...good, ca('Other root')] }, []],
})
