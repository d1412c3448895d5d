import { sameIssuers } from '../../../../electron/appliance/rules/same-issuers.ts'
import { ca, server } from '../../../builder/authority.ts'
import { good, host, hostBut, inter, otherHost, root } from '../../../builder/files.ts'
import { key } from '../../../builder/keys.ts'
import { describePairRule } from '../../../builder/rule-table.ts'

const source = { pile: good }
const inter2 = ca('Inter 2', { by: root })
const otherRoot = ca('Other root')
const interByOther = ca('Inter', { by: otherRoot })
const crossed = ca('Root', { by: otherRoot })
const under = (...cas: readonly ReturnType<typeof ca>[]) => ({
  pile: [server('other.lab', { by: cas[0] ?? root, key: otherHost.key }), ...cas],
})
const broken = <Case extends string>(name: Case, certificate: number, left: string, right: string) =>
  [{ case: name, certificate, values: { source: left, target: right, position: certificate + 1 } }] as const

describePairRule(sameIssuers, {
  'holds for two leaves of the same CAs': [{ source, target: under(inter, root) }, []],
  'holds for the same chain': [{ source, target: source }, []],
  'holds for names in another case': [{ source, target: under(ca('Inter', { by: root, issuer: 'ROOT' }), root) }, []],
  'holds for a CA of the same name with another key': [
    { source, target: under(ca('Inter', { by: root, key: key('x') }), root) },
    [],
  ],
  'is broken by two intermediates under one root': [
    { source, target: under(inter2, root) },
    broken('other-issuer', 0, 'CN=Inter', 'CN=Inter 2'),
  ],
  'is broken by another root, told where the ways part': [
    { source, target: under(interByOther, otherRoot) },
    broken('other-issuer', 1, 'CN=Root', 'CN=Other root'),
  ],
  'is broken by a longer chain on the target': [
    { source: { pile: [hostBut({ by: root }), root] }, target: under(crossed, otherRoot) },
    broken('other-issuer', 1, 'CN=Root', 'CN=Other root'),
  ],
  'is broken by a leaf that signed itself': [
    { source, target: { pile: [server('Inter', { key: host.key })] } },
    broken('other-depth', 1, 'CN=Root', ''),
  ],
  'is broken by a leaf that signed itself on the source': [
    { source: { pile: [server('Inter', { key: host.key })] }, target: source },
    broken('other-depth', 1, '', 'CN=Root'),
  ],
  'leaves a target that breaks off to chain-complete': [{ source, target: { pile: [otherHost, inter] } }, []],
  'leaves a source that breaks off to chain-complete': [{ source: { pile: [host, inter] }, target: source }, []],
  'is broken by a target that breaks off elsewhere': [
    { source, target: { pile: under(inter2).pile } },
    broken('other-issuer', 0, 'CN=Inter', 'CN=Inter 2'),
  ],
  'is broken by a source that is too short, though the target breaks off': [
    { source: { pile: [server('Inter', { key: host.key })] }, target: { pile: [host, inter] } },
    broken('other-depth', 1, '', 'CN=Root'),
  ],
  'does not apply to what both lack': [{ source: { pile: [host] }, target: { pile: [otherHost] } }, []],
})
