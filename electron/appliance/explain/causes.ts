import {
  invalidChain,
  invalidCsrKey,
  invalidDistinguishedName,
  missingKeyPurpose,
  notAWebServerCertificate,
  type Answer,
} from '../answers.ts'
import type { ExplainedCause, ExplainedCode } from './explained.ts'

interface Cause {
  readonly cause: ExplainedCause
  readonly rules: readonly string[]
}

const chainRules = ['chain-complete', 'chain-order', 'issued-to-by', 'signature', 'ca-constraints']
const nameRules = ['common-name', 'no-wildcard']
const purposeRules = ['eku-server-client', 'key-encipherment']

/** MessageArgs of CGEN1008 in KB 000221202, and the rules that each speaks of. */
const documented: readonly (Cause & { readonly answer: Answer })[] = [
  { answer: invalidCsrKey, cause: 'csr-key', rules: ['csr-key-match'] },
  { answer: invalidChain, cause: 'chain-invalid', rules: chainRules },
  { answer: missingKeyPurpose, cause: 'key-purpose', rules: ['eku-server-client'] },
  { answer: notAWebServerCertificate, cause: 'key-usage', rules: ['key-encipherment'] },
]

/** In the KB's order. */
const anyOfCgen1008 = ['csr-key-match', ...chainRules, ...nameRules, ...purposeRules]

/** The KB lists a missing or wildcard common name under CGEN1008 and shows no MessageArgs for it: suspected first. */
const unnamedOfCgen1008 = [...nameRules, 'csr-key-match', ...chainRules, ...purposeRules]

/** Blanks, capitals and the final full stop say nothing. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').replace(/\.$/, '').trim()

const documentedByArgument = new Map(documented.map((entry) => [bare(entry.answer.args[0] ?? ''), entry]))

/** `args` is undefined where the text shows none, as opposed to showing that there are none. */
export function causeOf(code: ExplainedCode, args: readonly string[] | undefined): Cause {
  switch (code) {
    case 'CGEN1008':
      return causeOfCgen1008(args)
    case 'CSEC9002':
      return { cause: 'certificate-file', rules: ['key-encipherment', 'encoding-base64'] }
    case 'CGEN6002':
      return causeOfCgen6002(args ?? [])
    case 'MUTUAL-AUTHENTICATION':
      return { cause: 'mutual-authentication', rules: ['same-issuers', 'validity-now', 'max-depth', 'same-keys'] }
  }
}

function causeOfCgen1008(args: readonly string[] | undefined): Cause {
  if (!args) return { cause: 'console-only', rules: anyOfCgen1008 }
  for (const argument of args) {
    const known = documentedByArgument.get(bare(argument))
    if (known) return { cause: known.cause, rules: known.rules }
  }
  return { cause: args.length === 0 ? 'no-cause' : 'other-cause', rules: unnamedOfCgen1008 }
}

/** The same code serves other settings of the appliance (time, proxy): only one of them is about certificates. */
function causeOfCgen6002(args: readonly string[]): Cause {
  if (args.length === 0) return { cause: 'unnamed-value', rules: [] }
  return args.some((argument) => invalidDistinguishedName.args.some((name) => bare(name) === bare(argument)))
    ? { cause: 'distinguished-name', rules: ['csr-no-wildcard'] }
    : { cause: 'other-value', rules: [] }
}
