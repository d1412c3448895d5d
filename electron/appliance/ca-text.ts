import type { Messages } from '../messages/messages.ts'
import type { Csr } from '../pki/csr.ts'
import type { Finding } from './check.ts'

/** What only a CA can mend: the cases, by rule, for which there is a text to send to it (`caText` in the messages). */
export const requestable: Readonly<Record<string, readonly string[]>> = {
  'csr-key-match': ['other-key', 'no-leaf'],
  'chain-complete': ['missing', 'circle', 'self-signed', 'no-leaf'],
  'common-name': ['missing'],
  'no-wildcard': ['subject', 'alternative-name'],
  'eku-server-client': ['absent', 'no-client', 'no-server', 'neither'],
  'key-encipherment': ['absent', 'not-included'],
  'strong-crypto': ['broken-digest', 'very-short-key', 'unknown-key', 'sha1', 'short-key'],
  'validity-now': ['expired', 'not-yet-valid'],
  'same-issuers': ['other-issuer', 'other-depth'],
}

/**
 * By rule: what to write to the CA, in its own words, ready to send. Where a rule is broken more than once, a paragraph
 * each.
 * @param csr the request that was sent to it, to name it by its key
 */
export function requestTexts(
  findings: readonly Finding[],
  csr: Csr | undefined,
  messages: Messages,
): Readonly<Record<string, string>> {
  const texts = new Map<string, readonly string[]>()
  for (const finding of findings) {
    const text = requestText(finding, csr, messages)
    const told = texts.get(finding.rule) ?? []
    if (text !== undefined && !told.includes(text)) texts.set(finding.rule, [...told, text])
  }
  return Object.fromEntries([...texts].map(([rule, paragraphs]) => [rule, paragraphs.join('\n\n')]))
}

function requestText(finding: Finding, csr: Csr | undefined, messages: Messages): string | undefined {
  if (!requestable[finding.rule]?.includes(finding.case)) return undefined
  const request = csr ? csr.publicKey.sha256.slice(0, 16) : ''
  const isCa = String(finding.certificate !== null && finding.certificate > 0)
  return messages.find(['caText', finding.rule, finding.case], { ...finding.values, request, isCa })
}
