import { chainOrder } from '../../../../electron/appliance/rules/chain-order.ts'
import { ca } from '../../../builder/authority.ts'
import { good, host, hostBut, hostCsr, inter, otherHost, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const order = (present: readonly string[], wanted: readonly string[] = ['host.lab', 'Inter', 'Root']) =>
  [{ case: 'order', certificate: null, values: { present, wanted } }] as const
const unnamed = ca(['O=No name', 'OU=CA'])

describeFileRule(chainOrder, {
  'holds from the leaf to the root': [{}, []],
  'holds without the root': [{ pile: [host, inter] }, []],
  'holds for one certificate': [{ pile: [host] }, []],
  'holds with something else in between': [{ pile: [host, otherHost, inter, ca('Other'), root] }, []],
  'holds with a second copy': [{ pile: [host, inter, host, root, inter] }, []],
  'is broken by the root first': [{ pile: [root, inter, host] }, order(['Root', 'Inter', 'host.lab'])],
  'is broken by CAs the wrong way round': [{ pile: [host, root, inter] }, order(['host.lab', 'Root', 'Inter'])],
  'is broken without the root too': [{ pile: [inter, host] }, order(['Inter', 'host.lab'], ['host.lab', 'Inter'])],
  'is broken by a copy that comes first': [{ pile: [root, host, inter, root] }, order(['Root', 'host.lab', 'Inter'])],
  'names only what belongs to the chain': [
    { pile: [ca('Other'), root, otherHost, host, inter], csr: hostCsr },
    order(['Root', 'host.lab', 'Inter']),
  ],
  'names a CA without common name by its whole name': [
    { pile: [unnamed, hostBut({ by: unnamed })] },
    order(['OU=CA,O=No name', 'host.lab'], ['host.lab', 'OU=CA,O=No name']),
  ],
  'does not apply to CAs alone': [{ pile: [root, inter] }, []],
  'does not apply to a single certificate': [{ pile: [...good].reverse(), upload: 'certificate' }, []],
})
