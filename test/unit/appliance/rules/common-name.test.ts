import { commonName } from '../../../../electron/appliance/rules/common-name.ts'
import { ca, server } from '../../../builder/authority.ts'
import { good, host, hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const missing = (certificate: number, subject: string) =>
  ({ case: 'missing', certificate, values: { subject } }) as const
const unnamedRoot = ca(['O=Lab', 'OU=Root'])
const unnamedInter = ca(['OU=Inter'], { by: unnamedRoot })

describeFileRule(commonName, {
  'holds where each has one': [{}, []],
  'is broken by a leaf without any': [{ pile: [hostBut({}, ['O=Lab']), inter, root] }, [missing(0, 'O=Lab')]],
  'is broken by a leaf without a subject': [{ pile: [hostBut({}, []), inter, root] }, [missing(0, '')]],
  'is broken by a blank one': [{ pile: [hostBut({}, ' '), inter, root] }, [missing(0, 'CN=\\ ')]],
  'is broken by CAs without any': [
    { pile: [hostBut({ by: unnamedInter }), unnamedInter, unnamedRoot] },
    [missing(1, 'OU=Inter'), missing(2, 'OU=Root,O=Lab')],
  ],
  'is broken by a single certificate without any': [
    { pile: [hostBut({}, ['O=Lab'])], upload: 'certificate' },
    [missing(0, 'O=Lab')],
  ],
  'looks at the leaf alone where it is uploaded alone': [
    { pile: [hostBut({ by: unnamedRoot }), unnamedRoot], upload: 'certificate' },
    [],
  ],
  'does not apply beside the chain': [{ pile: [...good, server(['O=Lab'], { key: root.key, by: inter })] }, []],
  'does not apply to CAs alone': [{ pile: [unnamedInter] }, []],
  'holds for a single certificate': [{ pile: [host], upload: 'certificate' }, []],
})
