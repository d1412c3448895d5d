import { csrKeyMatch } from '../../../../electron/appliance/rules/csr-key-match.ts'
import { csr } from '../../../builder/authority.ts'
import { good, host, hostCsr, inter, otherHost, place, root } from '../../../builder/files.ts'
import { describeFileRule } from '../../../builder/rule-table.ts'

const start = (sha256: string) => sha256.slice(0, 16)
const otherKey = {
  case: 'other-key',
  certificate: 0,
  values: {
    subject: 'CN=other.lab',
    certificateKey: start(otherHost.certificate.publicKey.sha256),
    requested: 'CN=host.lab',
    csrKey: start(hostCsr.publicKey.sha256),
  },
} as const
const noLeaf = { case: 'no-leaf', certificate: null, values: { requested: 'CN=host.lab' } } as const
const notJudged = { case: 'not-judged', certificate: 0, values: {} } as const

describeFileRule(csrKeyMatch, {
  'holds where the leaf has the key of the CSR': [{ csr: hostCsr }, []],
  'holds for a single certificate': [{ csr: hostCsr, upload: 'certificate', pile: [host] }, []],
  'holds whatever the names': [{ csr: csr('renamed', { key: host.key }) }, []],
  'finds the leaf of the CSR among several': [{ csr: hostCsr, pile: [otherHost, ...good] }, []],
  'is broken by another key': [{ csr: hostCsr, pile: [otherHost, inter, root] }, [otherKey]],
  'is broken by a single certificate with another key': [
    { csr: hostCsr, upload: 'certificate', pile: [otherHost] },
    [otherKey],
  ],
  'is broken by a file that holds CAs only': [{ csr: hostCsr, pile: [inter, root] }, [noLeaf]],
  'is not judged among CAs where a part could not be read': [
    {
      csr: hostCsr,
      pile: [inter, root],
      read: { unreadable: [{ place: place({ line: 1 }), reason: 'damaged' }] },
    },
    [],
  ],
  'is not judged without a CSR': [{}, [notJudged]],
  'is not judged for a single certificate without a CSR': [{ upload: 'certificate', pile: [host] }, [notJudged]],
  'does not apply to CAs without a CSR': [{ pile: [inter, root] }, []],
  'does not apply to a file without certificates': [{ csr: hostCsr, pile: [], read: { form: 'none' } }, []],
})
