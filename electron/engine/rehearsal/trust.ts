import { reportFindings } from '../../appliance/report.ts'
import type { Messages } from '../../messages/messages.ts'
import { findChains } from '../../pki/path.ts'
import { nameOf } from '../chain-links.ts'
import type { JobContext } from '../job.ts'
import type { Party } from './party.ts'
import type { TrustCheck } from './rehearsal.ts'

/** Defects that no validator refuses. */
const harmless: ReadonlySet<string> = new Set(['version-1-root', 'key-identifier', 'name-spelling'])
/** The rules that say in words what path validation finds wrong. */
const pathRules: ReadonlySet<string> = new Set(['signature', 'issued-to-by', 'ca-constraints', 'validity-now'])

/** Verifies one side's chain against the root of the other, without any key. @param at milliseconds since 1970 */
export function checkTrust(verifier: Party, presenter: Party, at: number, context: JobContext): TrustCheck {
  const { anchor } = verifier
  const answer = (verifies: boolean, detail: string): TrustCheck => ({
    verifier: verifier.side,
    presenter: presenter.side,
    verifies,
    detail,
  })
  const names = { verifier: verifier.name, presenter: presenter.name }
  const { path, pile } = presenter.check.facts
  if (!path) return answer(false, context.messages.text('rehearsal.trust.noChain', names))
  if (!anchor) return answer(false, context.messages.text('rehearsal.trust.noRoot', names))
  const values = { ...names, root: nameOf(anchor) }
  const issuers = [...pile.filter(({ isSelfIssued }) => !isSelfIssued), anchor]
  const { chains } = findChains(path.leaf, issuers, { at, signatures: context.signatures })
  const chain = chains.find(({ certificates, missing }) => !missing && certificates.at(-1)?.sha256 === anchor.sha256)
  if (!chain) return answer(false, context.messages.text('rehearsal.trust.otherRoot', values))
  if (chain.defects.every(({ kind }) => harmless.has(kind)))
    return answer(true, context.messages.text('rehearsal.trust.verifies', values))
  const problems = problemsOf(presenter, context.messages)
  return answer(false, context.messages.text('rehearsal.trust.defects', { ...values, problems }))
}

function problemsOf({ check }: Party, messages: Messages): readonly string[] {
  const broken = check.findings.filter(({ rule, level }) => level === 'error' && pathRules.has(rule))
  return [...new Set(reportFindings(broken, messages, '-').map(({ title }) => title))]
}
