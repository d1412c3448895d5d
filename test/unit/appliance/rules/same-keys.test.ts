import { sameKeys } from '../../../../electron/appliance/rules/same-keys.ts'
import { ca, type Issued } from '../../../builder/authority.ts'
import { good, hostBut, inter, otherHost, root } from '../../../builder/files.ts'
import { key } from '../../../builder/keys.ts'
import { describePairRule } from '../../../builder/rule-table.ts'

const source = { pile: good }
const start = ({ certificate }: Issued) => certificate.publicKey.sha256.slice(0, 16)
const other = (certificate: number, subject: string, left: Issued, right: Issued) =>
  ({ case: 'other-key', certificate, values: { subject, sourceKey: start(left), targetKey: start(right) } }) as const

const otherRoot = ca('Root', { key: key('other') })
const otherInter = ca('Inter', { by: otherRoot, key: key('other') })
const newRoot = ca('Root', { key: key('new') })
const newByOld = ca('Root', { key: key('new'), by: root })
const rolledOver = { pile: [hostBut({ by: newRoot }), newByOld, root] }

describePairRule(sameKeys, {
  'holds for the same CAs': [{ source, target: { pile: [otherHost, inter, root] } }, []],
  'holds for a renewed CA of the same key': [
    { source, target: { pile: [otherHost, inter, ca('Root', { serial: 2 })] } },
    [],
  ],
  'holds for leaves of the same name': [
    { source, target: { pile: [hostBut({ key: otherHost.key }), inter, root] } },
    [],
  ],
  'holds for CAs of other names': [{ source, target: { pile: [hostBut({ by: ca('X') }), ca('X')] } }, []],
  'is broken by another key in each CA': [
    { source, target: { pile: [hostBut({ by: otherInter }), otherInter, otherRoot] } },
    [other(1, 'CN=Inter', inter, otherInter), other(2, 'CN=Root', root, otherRoot)],
  ],
  'is broken by another key at another depth': [
    { source, target: { pile: [hostBut({ by: otherRoot }), otherRoot] } },
    [other(2, 'CN=Root', root, otherRoot)],
  ],
  'holds for the same CAs where one of them has changed its key': [{ source: rolledOver, target: rolledOver }, []],
  'does not apply to a missing CA': [{ source, target: { pile: [otherHost] } }, []],
  'does not apply to a leaf that is a CA on the other side': [
    { source, target: { pile: [hostBut({ issuer: 'X' }, 'Root')] } },
    [],
  ],
})
