import { noExtra } from '../../../../electron/appliance/rules/no-extra.ts'
import { ca, csr, type Issued } from '../../../builder/authority.ts'
import { good, host, hostBut, hostCsr, inter, otherHost, place, root } from '../../../builder/files.ts'
import { key } from '../../../builder/keys.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const extra = <Case extends string>(name: Case, number: number, subject: string, issuer: string) =>
  ({ case: name, certificate: null, values: { subject, issuer, number } }) as const
const object = <Case extends string>(name: Case, kind: string, line: number) =>
  ({ case: name, certificate: null, values: { kind, line } }) as const
const several = (count: number) => ({ case: 'chain-as-certificate', certificate: null, values: { count } }) as const

const otherRoot = ca('Other root')
const crossed = ca('Root', { by: otherRoot, notAfter: Date.UTC(2030, 0, 1) })
const newByOld = ca('Root', { by: root, key: key('new') })
const wrongInter = ca('Inter 2', { by: root })
const lower = ca('Lower', { by: wrongInter })
const renamed = ca('Renamed', { by: root, key: inter.key })
const deep = Array.from({ length: 110 }, (_, i) => `CA ${i}`).reduce<readonly Issued[]>(
  (issued, name) => [ca(name, { by: issued[0] ?? root }), ...issued],
  [root],
)
const deepHost = hostBut(deep[0] ? { by: deep[0] } : {})

describeFileRule(noExtra, {
  'holds with the chain alone': [{}, []],
  'holds with the chain in any order': [{ pile: [...good].reverse() }, []],
  'is broken by a second copy': [{ pile: [...good, inter] }, [extra('duplicate', 4, 'CN=Inter', 'CN=Root')]],
  'is broken by another certificate of the same CA': [
    { pile: [ca('Root', { serial: 2, notAfter: Date.UTC(2030, 0, 1) }), ...good] },
    [extra('twin', 1, 'CN=Root', 'CN=Root')],
  ],
  'is broken by a CA of the same name': [
    { pile: [...good, ca('Root', { key: key('x') })] },
    [extra('same-name-other-key', 4, 'CN=Root', 'CN=Root')],
  ],
  'is broken by another leaf': [{ pile: [...good, otherHost] }, [extra('other-leaf', 4, 'CN=other.lab', 'CN=Inter')]],
  'is broken by another way to a root': [
    { pile: [...good, crossed, otherRoot] },
    [extra('twin', 4, 'CN=Root', 'CN=Other root'), extra('other-chain', 5, 'CN=Other root', 'CN=Other root')],
  ],
  'is broken by a CA that has nothing to do with it': [
    { pile: [host, wrongInter, inter, root, otherRoot] },
    [extra('unrelated', 2, 'CN=Inter 2', 'CN=Root'), extra('unrelated', 5, 'CN=Other root', 'CN=Other root')],
  ],
  'is broken by an intermediate after the root': [
    { pile: [...good, wrongInter] },
    [extra('unrelated', 4, 'CN=Inter 2', 'CN=Root')],
  ],
  'is broken by a private key': [
    { objects: [{ kind: 'private-key', encrypted: false, place: place({ line: 70 }) }] },
    [object('private-key', 'private-key', 70)],
  ],
  'is broken by a private key, though it be encrypted': [
    { objects: [{ kind: 'private-key', encrypted: true, place: place() }], upload: 'certificate', pile: [host] },
    [object('private-key', 'private-key', 0)],
  ],
  'is broken by other objects': [
    {
      objects: [
        { kind: 'csr', csr: csr('host.lab', { key: host.key }), place: place({ line: 1 }) },
        { kind: 'crl', place: place({ line: 20 }) },
        { kind: 'public-key', place: place({ byte: 9 }) },
      ],
    },
    [object('other-object', 'csr', 1), object('other-object', 'crl', 20), object('other-object', 'public-key', 0)],
  ],
  'tells objects before certificates': [
    { objects: [{ kind: 'crl', place: place({ line: 2 }) }], pile: [...good, host] },
    [object('other-object', 'crl', 2), extra('duplicate', 4, 'CN=host.lab', 'CN=Inter')],
  ],
  'is told of CAs without a leaf by other rules': [{ pile: [inter, root, otherRoot] }, []],
  'leaves a root to chain-complete where what is below it is missing': [{ pile: [host, root] }, []],
  'leaves a wrong intermediate and its root to issued-to-by': [{ pile: [host, wrongInter, root] }, []],
  'leaves all that is above a wrong intermediate to issued-to-by': [{ pile: [host, lower, wrongInter, root] }, []],
  'leaves a CA that was renamed to issued-to-by wherever it stands': [{ pile: [root, renamed, host] }, []],
  'leaves all that is above a CA that was renamed to issued-to-by': [
    { pile: [host, ca('Renamed', { by: wrongInter, key: inter.key }), wrongInter, root] },
    [],
  ],
  'is broken by what is not above a wrong intermediate': [
    { pile: [host, wrongInter, lower, root] },
    [extra('unrelated', 3, 'CN=Lower', 'CN=Inter 2')],
  ],
  'is broken by an intermediate that stands elsewhere where the chain breaks off': [
    { pile: [host, root, wrongInter] },
    [extra('unrelated', 3, 'CN=Inter 2', 'CN=Root')],
  ],
  'is broken by a second copy where the chain breaks off': [
    { pile: [host, host] },
    [extra('duplicate', 2, 'CN=host.lab', 'CN=Inter')],
  ],
  'is broken by a second copy of a self-issued CA where the chain breaks off': [
    { pile: [hostBut({ by: newByOld }), newByOld, newByOld] },
    [extra('duplicate', 3, 'CN=Root', 'CN=Root')],
  ],
  'leaves a private key without a certificate to encoding-base64': [
    { pile: [], objects: [{ kind: 'private-key', encrypted: false, place: place({ line: 1 }) }] },
    [],
  ],
  'is broken by another leaf where the chain breaks off': [
    { pile: [host, otherHost], csr: hostCsr },
    [extra('other-leaf', 2, 'CN=other.lab', 'CN=Inter')],
  ],
  'says nothing of what could not be searched': [{ pile: [deepHost, ...deep] }, []],
  'warns of a chain that is uploaded as a certificate': [{ upload: 'certificate' }, [several(3)]],
  'warns of two certificates that are uploaded as one': [{ upload: 'certificate', pile: [host, inter] }, [several(2)]],
  'holds for a single certificate': [{ upload: 'certificate', pile: [host] }, []],
  'warns beside a private key': [
    { upload: 'certificate', objects: [{ kind: 'private-key', encrypted: false, place: place({ line: 3 }) }] },
    [object('private-key', 'private-key', 3), several(3)],
  ],
})
