import { Extension } from '../../pki/oids.ts'
import { invalidFile, notAWebServerCertificate } from '../answers.ts'
import { fileRule, type RuleCase } from '../rule.ts'

const broken: RuleCase = {
  level: 'error',
  evidence: 'documented',
  answer: { chain: notAWebServerCertificate, certificate: invalidFile },
}

/** The leaf's key usage includes key encipherment. */
export const keyEncipherment = fileRule({
  id: 'key-encipherment',
  stage: 'upload',
  source: 'KB 000221202, requirement 4, "User Certificate is not a web server certificate." and "CSEC9002"',
  uploads: ['chain', 'certificate'],
  cases: { absent: broken, 'not-included': broken },
  judge({ path, upload }) {
    if (!path) return []
    const { subject, extensions } = path.leaf
    if (extensions.keyUsage?.has('keyEncipherment')) return []
    // One that can't be read is told by `ca-constraints`, which judges chains.
    if (upload === 'chain' && !extensions.keyUsage && extensions.malformed.includes(Extension.keyUsage)) return []
    const values = { subject: subject.text, usages: [...(extensions.keyUsage ?? [])] }
    return [{ case: extensions.keyUsage ? 'not-included' : 'absent', certificate: 0, values }]
  },
})
