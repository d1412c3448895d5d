import { distinctLeaves } from '../../../../electron/appliance/rules/distinct-leaves.ts'
import { good, host, hostBut, inter, otherHost, root } from '../../../builder/files.ts'
import { describePairRule } from '../../../builder/rule-table.ts'

const source = { pile: good }

describePairRule(distinctLeaves, {
  'holds for two leaves': [{ source, target: { pile: [otherHost, inter, root] } }, []],
  'holds for two certificates of the same name and key': [
    { source, target: { pile: [hostBut({ serial: 2 }), inter, root] } },
    [],
  ],
  'warns of the very same one': [
    { source, target: { pile: [host, root] } },
    [{ case: 'same-leaf', certificate: 0, values: { subject: 'CN=host.lab' } }],
  ],
})
