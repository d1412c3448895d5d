import { noWildcard } from '../../../../electron/appliance/rules/no-wildcard.ts'
import { ca } from '../../../builder/authority.ts'
import { type GeneralNameSpec, subjectAltName } from '../../../builder/extensions.ts'
import { host, hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const inSubject = (certificate: number, subject: string) =>
  ({ case: 'subject', certificate, values: { subject } }) as const
const inNames = (...names: readonly string[]) =>
  ({ case: 'alternative-name', certificate: 0, values: { names } }) as const
const named = (...names: readonly GeneralNameSpec[]) =>
  hostBut({ extensions: { subjectAltName: subjectAltName(...names) } })
const wildRoot = ca('Root *')

describeFileRule(noWildcard, {
  'holds without any': [{}, []],
  'holds without alternative names': [{ pile: [hostBut({ extensions: { subjectAltName: null } }), inter, root] }, []],
  'is broken by the common name': [{ pile: [hostBut({}, '*.lab'), inter, root] }, [inSubject(0, 'CN=*.lab')]],
  'is broken by another part of the subject': [
    { pile: [hostBut({}, ['OU=a*b', 'CN=host.lab']), inter, root] },
    [inSubject(0, 'CN=host.lab,OU=a*b')],
  ],
  'is broken by a CA': [{ pile: [hostBut({ by: wildRoot }), wildRoot] }, [inSubject(1, 'CN=Root *')]],
  'is broken by alternative names': [
    { pile: [named('dns:*.lab', 'dns:host.lab', 'dns:a*.lab'), inter, root] },
    [inNames('*.lab', 'a*.lab')],
  ],
  'is broken once by both': [
    { pile: [hostBut({ extensions: { subjectAltName: subjectAltName('dns:*.lab') } }, '*.lab'), inter, root] },
    [inSubject(0, 'CN=*.lab')],
  ],
  'is broken by a single certificate': [{ pile: [named('dns:*.lab')], upload: 'certificate' }, [inNames('*.lab')]],
  'does not apply to CAs alone': [{ pile: [wildRoot] }, []],
  'holds for a single certificate': [{ pile: [host], upload: 'certificate' }, []],
})
