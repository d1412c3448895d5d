import { compare } from '../../appliance/compare.ts'
import { type ComparisonReport, reportComparison } from '../../appliance/report.ts'
import type { JobContext } from '../job.ts'
import { type Cause, causeOf } from './causes.ts'
import { type Credentials, handshake, type Peer, type Shaken } from './handshake.ts'
import { credentialsOf, obstacleOf, type Party, partyOf } from './party.ts'
import {
  type HostWarning,
  type Obstacle,
  type Rehearsal,
  type RehearsalRun,
  type RehearseInput,
  type SideName,
  type TlsVersion,
  tlsVersions,
  type Unseen,
} from './rehearsal.ts'
import { checkTrust } from './trust.ts'

/**
 * Lets two chains shake hands over mutual TLS on loopback, by TLS 1.2 and 1.3, in both directions; each side trusts only
 * the root of its own chain, as the appliances do (KB 000221202). The keys are overwritten with zeros. It proves what TLS
 * makes of the chains, not that OME takes them: see `unseen`.
 * @throws RuleCrashed
 */
export async function rehearse(input: RehearseInput, context: JobContext): Promise<Rehearsal> {
  try {
    return await rehearseWith(input, context)
  } finally {
    input.source.key?.fill(0)
    input.target.key?.fill(0)
  }
}

interface Pair {
  readonly source: Party
  readonly target: Party
  readonly report: ComparisonReport
}

async function rehearseWith(input: RehearseInput, context: JobContext): Promise<Rehearsal> {
  const { at } = input
  const source = await partyOf('source', input.source, at, context)
  const target = await partyOf('target', input.target, at, context)
  const pair = { source, target, report: reportComparison(compare(source.check, target.check), context.messages) }
  const obstacles = [
    ...obstaclesOf(source, input.source.key, context),
    ...obstaclesOf(target, input.target.key, context),
  ]
  const keys = obstacles.length === 0 ? keysOf(input) : undefined
  const runs = keys ? await runAll(pair, keys, context) : []
  return {
    outcome: !keys ? 'impossible' : runs.every(({ outcome }) => outcome === 'agreed') ? 'shaken' : 'refused',
    runs,
    obstacles,
    trust: [checkTrust(source, target, at, context), checkTrust(target, source, at, context)],
    hostWarnings: [
      hostWarnings('source', input.source.host, pair),
      hostWarnings('target', input.target.host, pair),
    ].flat(),
    unseen: unseenIn(pair, runs),
    library: libraryName(),
  }
}

function keysOf({ source, target }: RehearseInput): Readonly<Record<SideName, Uint8Array>> | undefined {
  return source.key && target.key ? { source: source.key, target: target.key } : undefined
}

function obstaclesOf(party: Party, key: Uint8Array | null, { messages }: JobContext): readonly Obstacle[] {
  const code = obstacleOf(party, key)
  if (!code) return []
  return [{ side: party.side, code, detail: messages.text(`rehearsal.obstacles.${code}`, { name: party.name }) }]
}

const directions = [
  { client: 'source', server: 'target' },
  { client: 'target', server: 'source' },
] as const satisfies readonly Readonly<Record<Peer, SideName>>[]

async function runAll(
  pair: Pair,
  keys: Readonly<Record<SideName, Uint8Array>>,
  context: JobContext,
): Promise<readonly RehearsalRun[]> {
  const credentials = {
    source: credentialsOf(pair.source, keys.source),
    target: credentialsOf(pair.target, keys.target),
  }
  try {
    return await shakeAll(pair, credentials, context)
  } finally {
    credentials.source.key.fill(0)
    credentials.target.key.fill(0)
  }
}

interface Attempt extends Readonly<Record<Peer, SideName>> {
  readonly version: TlsVersion
  readonly shaken: Shaken
}

async function shakeAll(pair: Pair, credentials: Readonly<Record<SideName, Credentials>>, context: JobContext) {
  const attempts: Attempt[] = []
  const planned = tlsVersions.flatMap((version) => directions.map((direction) => ({ version, ...direction })))
  for (const { version, client, server } of planned) {
    const text = context.messages.text('rehearsal.shaking', { version: version.replace('v', ' ') })
    context.progress(attempts.length, planned.length, text)
    const shaken = await handshake(version, credentials[client], credentials[server])
    attempts.push({ version, client, server, shaken })
  }
  return attempts.map((attempt) => runOf(attempt, attempts, pair, context))
}

function runOf(
  { version, client, server, shaken }: Attempt,
  attempts: readonly Attempt[],
  pair: Pair,
  { messages }: JobContext,
): RehearsalRun {
  const run = { version, client, server, outcome: shaken.kind }
  const nobody = { refusedBy: null, code: null, alert: null, rules: [] }
  if (shaken.kind === 'agreed') return { ...run, ...nobody, words: null, reason: null, agreed: shaken.agreement }
  if (shaken.kind === 'no-answer') {
    return { ...run, ...nobody, words: shaken.words, reason: messages.text('rehearsal.reasons.noAnswer'), agreed: null }
  }
  const words = shaken.words ?? wordsElsewhere({ client, server, version }, attempts)
  const cause = causeOf(shaken.code, words)
  const says = shaken.by === 'client' ? client : server
  // What a side can't load is its own; what it refuses is the other's.
  const presenter = shaken.kind === 'not-started' || cause.isOwn ? says : otherThan(says)
  const values = {
    presenter: pair[presenter].name,
    verifier: pair[otherThan(presenter)].name,
    as: presenter === client ? 'client' : 'server',
  }
  return {
    ...run,
    refusedBy: says,
    code: shaken.code,
    words,
    alert: shaken.alert ?? cause.alert,
    reason: messages.text(`rehearsal.reasons.${cause.name}`, values),
    rules: rulesOf(cause, presenter, pair),
    agreed: null,
  }
}

/**
 * To a server Node tells the code alone, and for much that is `UNSPECIFIED`. The words are those of the run in which the
 * same side looked at the same chain as a client.
 */
function wordsElsewhere({ client, server, version }: Omit<Attempt, 'shaken'>, attempts: readonly Attempt[]) {
  const other = attempts.find((each) => each.version === version && each.client === server && each.server === client)
  return other?.shaken.kind === 'refused' && other.shaken.by === 'client' ? other.shaken.words : null
}

const otherThan = (side: SideName): SideName => (side === 'source' ? 'target' : 'source')

/**
 * Of the rules that can name the cause, those that are broken: by the chain that was shown or the pair, else by the chain
 * of the side that had to verify it, which may lack the root to trust.
 */
function rulesOf({ rules }: Cause, presenter: SideName, { report }: Pair): readonly string[] {
  const brokenIn = (findings: ComparisonReport['findings']) =>
    rules.filter((each) => findings.some(({ rule }) => rule === each))
  const named = brokenIn([...report[presenter].findings, ...report.findings])
  return named.length > 0 ? named : brokenIn(report[otherThan(presenter)].findings)
}

const hostWarnings = (side: SideName, host: string | null, { report }: Pair): readonly HostWarning[] =>
  host === null
    ? []
    : report[side].findings.filter(({ rule }) => rule === 'host-name').map(({ detail }) => ({ side, host, detail }))

/** Errors by our rules that the handshakes, if there were any, did not show. */
function unseenIn({ report }: Pair, runs: readonly RehearsalRun[]): readonly Unseen[] {
  const shown = new Set(runs.flatMap(({ rules }) => rules))
  const of = (findings: ComparisonReport['findings'], side: SideName | null) =>
    findings
      .filter(({ rule, level }) => level === 'error' && !shown.has(rule))
      .map(({ rule, title }) => ({ rule, side, title }))
  const all = [
    ...of(report.source.findings, 'source'),
    ...of(report.target.findings, 'target'),
    ...of(report.findings, null),
  ]
  return [...new Map(all.map((each) => [`${each.rule} ${each.side ?? ''} ${each.title}`, each])).values()]
}

/** Electron comes with BoringSSL, under OpenSSL's name. */
function libraryName(): string {
  const { node, openssl } = process.versions
  return 'electron' in process.versions ? `Node ${node}, BoringSSL` : `Node ${node}, OpenSSL ${openssl}`
}
