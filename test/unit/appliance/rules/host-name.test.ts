import { hostName } from '../../../../electron/appliance/rules/host-name.ts'
import { type GeneralNameSpec, subjectAltName } from '../../../builder/extensions.ts'
import { hostBut, inter, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const named = (...names: readonly GeneralNameSpec[]) => ({
  pile: [hostBut({ extensions: { subjectAltName: subjectAltName(...names) } }), inter, root],
})
const unnamed = (subject: Parameters<typeof hostBut>[1]) => ({
  pile: [hostBut({ extensions: { subjectAltName: null } }, subject), inter, root],
})
const others = (host: string, ...names: readonly string[]) =>
  [{ case: 'other-names', certificate: 0, values: { host, names } }] as const
const v4: GeneralNameSpec = { ip: [10, 1, 2, 3] }
const v6: GeneralNameSpec = { ip: [0x20, 0x01, 0x0d, 0xb8, ...Array<number>(11).fill(0), 1] }

describeFileRule(hostName, {
  'holds for the name': [{ host: 'host.lab' }, []],
  'holds for one of several names': [{ host: 'b.lab', ...named('dns:a.lab', 'dns:b.lab') }, []],
  'holds whatever the case and a final dot': [{ host: ' HOST.lab. ', ...named('dns:Host.Lab') }, []],
  'holds for a final dot in the certificate': [{ host: 'host.lab', ...named('dns:host.lab.') }, []],
  'warns of a dot within': [{ host: 'host.lab', ...named('dns:hostlab') }, others('host.lab', 'hostlab')],
  'holds for an address': [{ host: '10.1.2.3', ...named(v4) }, []],
  'holds for an IPv6 address however it is written': [{ host: '2001:DB8:0:0::0001', ...named(v6) }, []],
  'holds for an IPv6 address in brackets': [{ host: '[2001:DB8:0::1]', ...named(v6) }, []],
  'holds for an IPv6 address with its zone': [{ host: '2001:db8::1%eth0', ...named(v6) }, []],
  'holds for an address that stands as a name': [{ host: '10.1.2.3', ...named('dns:10.1.2.3') }, []],
  'holds for the common name where there are no names': [{ host: 'host.lab', ...unnamed('Host.lab') }, []],
  'holds for the common name where there are names of other kinds': [
    { host: 'host.lab', ...named('email:a@b.lab', 'uri:https://b.lab/') },
    [],
  ],
  'holds for the common name where there are addresses only': [{ host: 'host.lab', ...named(v4) }, []],
  'holds for an address as common name where there are host names only': [
    { host: '10.1.2.3', pile: [hostBut({ extensions: { subjectAltName: subjectAltName('dns:a.lab') } }, '10.1.2.3')] },
    [],
  ],
  'holds for a wildcard in place of the first label': [{ host: 'A.host.lab', ...named('dns:*.host.lab') }, []],
  'warns of a wildcard in place of two labels': [
    { host: 'b.a.host.lab', ...named('dns:*.host.lab') },
    others('b.a.host.lab', '*.host.lab'),
  ],
  'warns of a wildcard in place of none': [
    { host: 'host.lab', ...named('dns:*.host.lab') },
    others('host.lab', '*.host.lab'),
  ],
  'warns of a wildcard in place of an empty label': [
    { host: '.host.lab', ...named('dns:*.host.lab') },
    others('.host.lab', '*.host.lab'),
  ],
  'warns of a wildcard within a label': [
    { host: 'a.host.lab', ...named('dns:a*.host.lab') },
    others('a.host.lab', 'a*.host.lab'),
  ],
  'warns of brackets within a name': [
    { host: 'x[host.lab]', ...named('dns:xhost.lab') },
    others('x[host.lab]', 'xhost.lab', 'host.lab'),
  ],
  'warns of something after brackets': [
    { host: '[host.lab]x', ...named('dns:host.labx') },
    others('[host.lab]x', 'host.labx'),
  ],
  'warns of another name': [{ host: 'b.lab' }, others('b.lab', 'host.lab')],
  'warns of another name with the same end': [{ host: 'x.host.lab' }, others('x.host.lab', 'host.lab')],
  'warns of a name in brackets that is not closed': [{ host: '[host.lab' }, others('[host.lab', 'host.lab')],
  'warns of a common name that stands beside names': [
    { host: 'host.lab', ...named('dns:a.lab', v4) },
    others('host.lab', 'a.lab', '10.1.2.3'),
  ],
  'warns of another address': [{ host: '10.1.2.4', ...named(v4, 'email:a@b.lab') }, others('10.1.2.4', '10.1.2.3')],
  'warns of another IPv6 address': [{ host: '2001:db8::2', ...named(v6) }, others('2001:db8::2', '2001:db8::1')],
  'warns of no name at all': [{ host: 'host.lab', ...unnamed(['O=Lab']) }, others('host.lab')],
  'warns of a single certificate': [
    { host: 'b.lab', pile: [hostBut({})], upload: 'certificate' },
    others('b.lab', 'host.lab'),
  ],
  'does not apply where the address is not known': [named('dns:a.lab'), []],
  'does not apply to CAs alone': [{ host: 'b.lab', pile: [inter, root] }, []],
})
