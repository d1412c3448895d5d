import { issuedToBy } from '../../../../electron/appliance/rules/issued-to-by.ts'
import { ca, leaf } from '../../../builder/authority.ts'
import { goodBut, host, inter, otherHost, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const wrongInter = ca('Inter 2', { by: root })
const accented = ca('Réseau')
const wrongLower = ca('Lower', { by: wrongInter })
const renamed = ca('Inter, renamed', { by: root, key: inter.key })
const broken = <Case extends string>(name: Case, certificate: number, subject: string, issuer: string, found: string) =>
  [{ case: name, certificate, values: { subject, issuer, found } }] as const

describeFileRule(issuedToBy, {
  'holds from the leaf to the root': [{}, []],
  'holds though the order is wrong': [{ pile: [root, inter, host] }, []],
  'is broken by another intermediate': [
    { pile: [host, wrongInter, root] },
    broken('stranger', 0, 'CN=host.lab', 'CN=Inter', 'CN=Inter 2'),
  ],
  'is broken by another intermediate further up': [
    { pile: [host, inter, wrongInter] },
    broken('stranger', 1, 'CN=Inter', 'CN=Root', 'CN=Inter 2'),
  ],
  'tells the one that stands next': [
    { pile: [wrongLower, host, wrongInter, root] },
    broken('stranger', 0, 'CN=host.lab', 'CN=Inter', 'CN=Inter 2'),
  ],
  'is broken by an issuer that was renamed': [
    { pile: [host, renamed, root] },
    broken('renamed', 0, 'CN=host.lab', 'CN=Inter', 'CN=Inter\\, renamed'),
  ],
  'is broken by an issuer that was renamed wherever it stands': [
    { pile: [root, wrongInter, renamed, host] },
    broken('renamed', 0, 'CN=host.lab', 'CN=Inter', 'CN=Inter\\, renamed'),
  ],
  'is broken by an issuer that was renamed rather than by one that stands next': [
    { pile: [host, wrongInter, root, renamed] },
    broken('renamed', 0, 'CN=host.lab', 'CN=Inter', 'CN=Inter\\, renamed'),
  ],
  'warns of a string type that Java tells apart': [
    { pile: [leaf('host.lab', { by: inter, issuer: [['CN=Inter', 'bmp']] }), inter, root] },
    broken('spelling', 0, 'CN=host.lab', 'CN=Inter', 'CN=Inter'),
  ],
  'warns of letters that OpenSSL tells apart': [
    { pile: [leaf('host.lab', { by: accented, issuer: ['CN=RÉSEAU'] }), accented] },
    broken('spelling', 0, 'CN=host.lab', 'CN=RÉSEAU', 'CN=Réseau'),
  ],
  'holds for case, blanks and the usual two string types': [
    { pile: [leaf('host.lab', { by: inter, issuer: [['CN= INTER ', 'printable']] }), inter, root] },
    [],
  ],
  'warns of another spelling further up': [
    { pile: goodBut({ interBut: { issuer: [['CN=Root', 'bmp']] } }) },
    broken('spelling', 1, 'CN=Inter', 'CN=Root', 'CN=Root'),
  ],
  'leaves a missing issuer to chain-complete': [{ pile: [host, inter] }, []],
  'leaves a missing issuer with a root after it to chain-complete': [{ pile: [host, root] }, []],
  'leaves a missing issuer to chain-complete where the stranger stands elsewhere': [
    { pile: [host, root, wrongInter] },
    [],
  ],
  'leaves a missing issuer with another leaf after it to chain-complete': [{ pile: [host, otherHost] }, []],
  'leaves a CA of the same name with another key to signature': [
    { pile: [host, ca('Inter', { by: root, key: wrongInter.key }), root] },
    [],
  ],
  'leaves a stranger beside a whole chain to no-extra': [{ pile: [host, wrongInter, inter, root] }, []],
  'does not apply to CAs alone': [{ pile: [wrongInter] }, []],
  'does not apply to a single certificate': [{ pile: [host, wrongInter], upload: 'certificate' }, []],
})
