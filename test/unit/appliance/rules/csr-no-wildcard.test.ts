import { csrNoWildcard } from '../../../../electron/appliance/rules/csr-no-wildcard.ts'
import { csr } from '../../../builder/authority.ts'
import { subjectAltName } from '../../../builder/extensions.ts'
import { describeCsrRule } from '../../../builder/rule-table.ts'

const broken = (subject: string) => [{ case: 'subject', certificate: null, values: { subject } }] as const

describeCsrRule(csrNoWildcard, {
  'holds without any': [{ csr: csr('host.lab') }, []],
  'holds without a name': [{ csr: csr([]) }, []],
  'is broken by the common name': [{ csr: csr('*.lab') }, broken('CN=*.lab')],
  'is broken by another part of the name': [{ csr: csr(['O=*', 'CN=host.lab']) }, broken('CN=host.lab,O=*')],
  'does not apply to alternative names': [{ csr: csr('host.lab', { extensions: [subjectAltName('dns:*.lab')] }) }, []],
})
