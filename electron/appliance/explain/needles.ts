import { invalidChain, invalidCsrKey, missingKeyPurpose, notAWebServerCertificate, type Answer } from '../answers.ts'
import type { ExplainedCode } from './explained.ts'

/** Words by which an error of OME's is known. */
export interface Needle {
  readonly text: string
  readonly code: ExplainedCode
  /** Whether it is the code itself, the sentence that goes with it, or one of the causes that the KB lists. */
  readonly kind: 'code' | 'message' | 'cause'
  /** The MessageArgs that it stands for. */
  readonly argument?: string
  /** What must stand right before and right behind it. */
  readonly before?: RegExp
  readonly after?: RegExp
}

/**
 * Letters, digits or underscores next to a code make it part of another word, a hyphen before it part of an address; an
 * escaped line break does neither.
 */
const wordBefore = /(?:^|[^\w-]|(?<!\w)-|\\[nrt])$/
const wordAfter = /^(?!\w)/

const codeNeedle = (code: Answer['code']): Needle => ({
  text: code,
  code,
  kind: 'code',
  before: wordBefore,
  after: wordAfter,
})

const messageNeedle = (code: ExplainedCode, text: string): Needle => ({ text, code, kind: 'message' })

const causeNeedle = ({ code, args }: Answer, text: string): Needle => ({
  text,
  code,
  kind: 'cause',
  argument: args.join(' '),
})

/** The messages in English and, as KB 000221202 has them, in French; in other languages the code has to do. */
export const needles: readonly Needle[] = [
  codeNeedle('CGEN1008'),
  codeNeedle('CSEC9002'),
  codeNeedle('CGEN6002'),
  messageNeedle('CGEN1008', 'unable to process the request because an error occurred'),
  messageNeedle('CGEN1008', 'impossible de traiter la demande en raison d'),
  messageNeedle('CSEC9002', 'because the certificate file provided is invalid'),
  messageNeedle('CSEC9002', 'car le fichier de certificat fourni n'),
  messageNeedle('CGEN6002', 'unable to complete the request because the input value for'),
  messageNeedle('CGEN6002', 'impossible de terminer la demande, car la valeur d'),
  causeNeedle(invalidCsrKey, 'invalid csr key'),
  causeNeedle(invalidChain, 'invalid certificate chain provided'),
  causeNeedle(missingKeyPurpose, 'authentication eku present in leaf certificate'),
  causeNeedle(notAWebServerCertificate, 'user certificate is not a web server certificate'),
  // Wherever the window of the console or the terminal broke the line.
  { ...messageNeedle('MUTUAL-AUTHENTICATION', 'mutually'), after: /^\s+authenticate\s+and\s+connect\b/i },
  { ...messageNeedle('MUTUAL-AUTHENTICATION', 'mutuellement'), before: /authentifier\s+$/i },
]
