import type { QuirkKind } from '../../pki/found.ts'
import { invalidFile } from '../answers.ts'
import { always, type FileFacts, fileRule, type Occurrence, type RuleCase } from '../rule.ts'

/**
 * Whether Java's CertificateFactory and OpenSSL both read every certificate in a PEM text of that form (measured with Java
 * 17 and OpenSSL 3.0). The console is a Java application behind an OpenSSL web server, so that both have to.
 */
const isRead: Readonly<Record<QuirkKind, boolean>> = {
  crlf: true,
  'no-final-newline': true,
  'long-lines': true,
  'other-label': true,
  'trailing-blanks': true,
  'indented-body': true,
  'blank-after-begin': true,
  'text-around': true,
  'bom-own-line': true,
  'cr-only': false,
  'wrong-label': false,
  'label-mismatch': false,
  'missing-end': false,
  'extra-data': false,
  'blank-in-body': false,
  'dashes-in-text': false,
  'zero-in-text': false,
  'bom-before-begin': false,
  'one-line': false,
  'glued-armours': false,
  'quoted-armour': false,
  'lower-case-armour': false,
  'odd-dashes': false,
  headers: false,
  'no-padding': false,
  'url-safe': false,
  'odd-blank': false,
  'utf-16': false,
  'pkcs7-armour': false,
}

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
  const isBinary = read.form === 'der' || read.form === 'pkcs7' || read.form === 'pkcs12'
  // A PKCS#12 whose password nobody asks for here is whole all the same; another binary without certificate is not.
  if (isBinary && (pile.length > 0 || read.form === 'pkcs12')) return occurrence('binary', { form: read.form })
  if (pile.length === 0) {
    const reason = read.unreadable[0]?.reason ?? 'no-certificate'
    return occurrence('no-certificate', { reason, found: read.found[0]?.kind ?? 'nothing' })
  }
  if (read.form === 'base64') return occurrence('no-armour', {})
  if (read.form === 'json') return occurrence('json', {})
  return undefined
}

function judgeForm({ read }: FileFacts): Occurrence<Case>[] {
  // What is peculiar about a part that can't be read (its END is missing, say) is no second cause.
  const quirks = read.quirks.filter(({ line }) => read.unreadable.every(({ place }) => place.line !== line))
  const refusing = quirks.filter(({ kind }) => !isRead[kind])
  const told = refusing.length > 0 ? refusing : quirks
  const [first] = told
  if (!first) return []
  const kinds = told.map(({ kind }) => kind)
  return [occurrence(refusing.length > 0 ? 'refused-form' : 'unclean', { quirks: kinds, line: first.line })]
}
