import type { AnswerCode } from '../answers.ts'

/** The connection check's refusal has no code of OME's own (KB 000221202): this name is ours. */
export type ExplainedCode = AnswerCode | 'MUTUAL-AUTHENTICATION'

/** What an error comes from, as far as the text says; each has its texts in the messages. */
export const explainedCauses = [
  'csr-key',
  'chain-invalid',
  'key-purpose',
  'key-usage',
  'no-cause', // CGEN1008 with empty MessageArgs
  'other-cause', // CGEN1008 with MessageArgs that the KB does not list
  'console-only', // CGEN1008 as the console shows it: the cause stands in the log
  'certificate-file',
  'distinguished-name',
  'other-value', // CGEN6002 for another property than the distinguished name
  'unnamed-value', // CGEN6002 without the property's name
  'mutual-authentication',
] as const

export type ExplainedCause = (typeof explainedCauses)[number]

/** One error of OME's, met in a text. */
export interface Explained {
  /** 1-based: where the code stands, or the message where there is no code. */
  readonly line: number
  readonly code: ExplainedCode
  /** The MessageArgs, or what the message itself says of them. */
  readonly args: readonly string[]
  readonly cause: ExplainedCause
  /** The rules that may be broken, the likeliest first; ids of the catalogue. */
  readonly rules: readonly string[]
  /** The time of the log record, as it stands there. */
  readonly timestamp?: string
  /** How often it was met, this time and those further down that are not listed on their own. */
  readonly count: number
}

export interface Explanations {
  /** In the order of the text. */
  readonly explained: readonly Explained[]
  /** Errors, perhaps other than those above, that came after so many that they were only counted. */
  readonly unlisted: number
}
