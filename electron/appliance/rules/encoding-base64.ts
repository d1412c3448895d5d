import type { QuirkKind } from '../../pki/found.ts'
import { invalidFile } from '../answers.ts'
import { always, type FileFacts, fileRule, type Occurrence, type RuleCase } from '../rule.ts'

/**
 * Forms of PEM text that Java's CertificateFactory or OpenSSL does not read (measured with Java 17 and OpenSSL 3.0). The
 * console is a Java application behind an OpenSSL web server, so that both have to.
 */
const refused: ReadonlySet<QuirkKind> = new Set<QuirkKind>([
  'bom-before-begin',
  'dashes-in-text',
  'blank-in-body',
  'cr-only',
  'no-padding',
  'pkcs7-armour',
  'one-line',
  'glued-armours',
  'quoted-armour',
  'lower-case-armour',
  'odd-dashes',
  'headers',
  'utf-16',
  'url-safe',
  'odd-blank',
])

const broken = (evidence: RuleCase['evidence']): RuleCase => ({ level: 'error', evidence, answer: always(invalidFile) })

type Case = 'binary' | 'no-certificate' | 'no-armour' | 'json' | 'unreadable-part' | 'refused-form' | 'unclean'

/** The file is Base64 (PEM) text. */
export const encodingBase64 = fileRule<Case>({
  id: 'encoding-base64',
  stage: 'upload',
  source: 'KB 000221202, requirement 2 and "CSEC9002"; forms measured with Java 17 and OpenSSL 3.0',
  uploads: ['chain', 'certificate'],
  cases: {
    binary: broken('documented'),
    'no-certificate': broken('inferred'),
    'no-armour': broken('inferred'),
    json: broken('inferred'),
    'unreadable-part': broken('inferred'),
    'refused-form': broken('inferred'),
    unclean: { level: 'note', evidence: 'inferred', answer: always(null) },
  },
  judge(facts) {
    const whole = judgeWhole(facts)
    if (whole) return [whole]
    const parts = facts.read.unreadable.map(({ place, reason }) =>
      occurrence('unreadable-part', { line: place.line ?? place.byte ?? 0, reason }),
    )
    // What could be cleaner matters only where nothing is broken.
    return [...parts, ...judgeForm(facts).filter((form) => parts.length === 0 || form.case === 'refused-form')]
  },
})

const occurrence = (name: Case, values: Occurrence['values']): Occurrence<Case> => ({
  case: name,
  certificate: null,
  values,
})

function judgeWhole({ read, pile }: FileFacts): Occurrence<Case> | undefined {
  if (read.form === 'der' || read.form === 'pkcs7' || read.form === 'pkcs12') {
    return occurrence('binary', { form: read.form })
  }
  if (pile.length === 0) {
    const reason = read.unreadable[0]?.reason ?? 'no-certificate'
    return occurrence('no-certificate', { reason, found: read.found[0]?.kind ?? 'nothing' })
  }
  if (read.form === 'base64') return occurrence('no-armour', {})
  if (read.form === 'json') return occurrence('json', {})
  return undefined
}

function judgeForm({ read }: FileFacts): Occurrence<Case>[] {
  const refusing = read.quirks.filter(({ kind }) => refused.has(kind))
  const [first] = refusing.length > 0 ? refusing : read.quirks
  if (!first) return []
  const kinds = (refusing.length > 0 ? refusing : read.quirks).map(({ kind }) => kind)
  return [occurrence(refusing.length > 0 ? 'refused-form' : 'unclean', { quirks: kinds, line: first.line })]
}
