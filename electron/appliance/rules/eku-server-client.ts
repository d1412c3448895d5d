import { ExtendedKeyUsage, Extension, extendedKeyUsageNames } from '../../pki/oids.ts'
import { missingKeyPurpose } from '../answers.ts'
import { always, fileRule, type RuleCase } from '../rule.ts'

const broken: RuleCase = { level: 'error', evidence: 'documented', answer: always(missingKeyPurpose) }

/** The leaf's extended key usage names server and client authentication, both. */
export const ekuServerClient = fileRule({
  id: 'eku-server-client',
  stage: 'upload',
  source: 'KB 000221202, requirement 3 and "No Client/Server authentication EKU present in leaf certificate."',
  uploads: ['chain'],
  cases: { absent: broken, 'no-client': broken, 'no-server': broken, neither: broken },
  judge({ path }) {
    if (!path) return []
    const { subject, extensions } = path.leaf
    const usages = extensions.extendedKeyUsage
    // One that can't be read is told by `ca-constraints`.
    if (!usages && extensions.malformed.includes(Extension.extendedKeyUsage)) return []
    const server = usages?.includes(ExtendedKeyUsage.serverAuth) === true
    const client = usages?.includes(ExtendedKeyUsage.clientAuth) === true
    if (server && client) return []
    const values = { subject: subject.text, usages: usageNames(usages ?? []) }
    const name = !usages ? 'absent' : server ? 'no-client' : client ? 'no-server' : 'neither'
    return [{ case: name, certificate: 0, values }]
  },
})

export const usageNames = (oids: readonly string[]): readonly string[] =>
  oids.map((oid) => extendedKeyUsageNames[oid] ?? oid)
