import { ExtendedKeyUsage } from '../../pki/oids.ts'
import { always, fileRule, type RuleCase } from '../rule.ts'
import { usageNames } from './eku-server-client.ts'

const broken: RuleCase = { level: 'error', evidence: 'documented', answer: always(null) }

/** A single certificate needs server authentication only. */
export const ekuServer = fileRule({
  id: 'eku-server',
  stage: 'upload',
  source: 'KB 000221202, requirement 3; the answer is not documented',
  uploads: ['certificate'],
  cases: { absent: broken, 'no-server': broken },
  judge({ path }) {
    if (!path) return []
    const { subject, extensions } = path.leaf
    const usages = extensions.extendedKeyUsage
    if (usages?.includes(ExtendedKeyUsage.serverAuth)) return []
    const values = { subject: subject.text, usages: usageNames(usages ?? []) }
    return [{ case: usages ? 'no-server' : 'absent', certificate: 0, values }]
  },
})
