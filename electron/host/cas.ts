import { caFailureReport } from '../ca/private/failure.ts'
import type { CaState, IssuedCertificate } from '../ca/private/private-ca.ts'
import type { ListedCas } from '../ca/private/private-cas.ts'
import { days } from '../ca/private/request.ts'
import { rootFormatsOf } from '../ca/private/root-formats.ts'
import type { CaCard, CaList, CaView, IssuedView, TrustView } from '../contract/ca-views.ts'
import { isoTime, reportChain } from '../appliance/report.ts'
import { soonInDays } from '../appliance/rules/validity-soon.ts'
import { keyText, nameOf } from '../engine/chain-links.ts'
import type { ChainLink } from '../engine/examination.ts'
import { fileStem } from '../engine/file-stem.ts'
import type { Messages } from '../messages/messages.ts'
import type { Certificate } from '../pki/certificate.ts'
import { visibleText } from '../pki/name.ts'
import { verifySignature } from '../pki/signature.ts'
import { writePem } from '../pki/write-pem.ts'

const dayMs = 24 * 60 * 60 * 1000
/** From so many days on a CA should be renewed. */
const soonDays = 90

/** All CAs for the home screen and for choosing one. @param now milliseconds since 1970 */
export const caListOf = ({ cas, troubles }: ListedCas, now: number, messages: Messages): CaList => ({
  cas: cas.map((ca) => caCardOf(ca, now, messages)),
  troubles: troubles.map((trouble) => caFailureReport(trouble, messages)),
})

function caCardOf(ca: CaState, now: number, messages: Messages): CaCard {
  const daysLeft = daysUntil(Math.min(...ca.chain.map(({ notAfter }) => notAfter)), now)
  const verdict = verdictOf(ca, daysLeft)
  const values = { days: Math.abs(daysLeft), usual: days.usual }
  return {
    id: ca.id,
    name: visibleText(ca.name),
    daysLeft,
    tone: tones[verdict],
    verdict: messages.find(['host', 'ca', 'verdict', verdict], values),
    next: verdict === 'holds' ? null : messages.find(['host', 'ca', 'next', verdict], values),
    holding: ca.issued.filter(({ revoked, certificate }) => !revoked && certificate.notAfter > now).length,
  }
}

const tones = { holds: 'good', short: 'warning', soon: 'warning', ended: 'bad', noKey: 'bad' } as const

/** `short`: a certificate that it signs now would end with it, earlier than is usual. */
function verdictOf({ keys }: CaState, daysLeft: number): keyof typeof tones {
  if (daysLeft < 0) return 'ended'
  if (keys.issuing === 'missing') return 'noKey'
  if (daysLeft < soonDays) return 'soon'
  return daysLeft < days.usual ? 'short' : 'holds'
}

const daysUntil = (time: number, now: number): number => Math.floor((time - now) / dayMs)

/** One CA with everything that its screen shows. */
export function caViewOf(ca: CaState, now: number, messages: Messages): CaView {
  const { createdAt, origin, keys, lastCrl, troubles } = ca
  const followed = new Set(ca.issued.map(({ renews }) => renews))
  return {
    ...caCardOf(ca, now, messages),
    createdAt,
    origin,
    chain: caLinks(ca.chain),
    keys,
    issued: ca.issued.map((issued) => issuedView(issued, followed.has(issued.serial), now, messages)),
    lastCrl: lastCrl && { number: lastCrl.number, at: lastCrl.thisUpdate, until: lastCrl.nextUpdate },
    trust: trustOf(ca, messages),
    troubles: troubles.map((trouble) => caFailureReport(trouble, messages)),
  }
}

/** A CA's own certificates as a picture of a chain has them; they come from no file. */
function caLinks(certificates: readonly Certificate[]): readonly ChainLink[] {
  const entries = reportChain({ certificates, missing: undefined, defects: [] })
  return certificates.flatMap((certificate, position) => {
    const entry = entries[position]
    if (!entry) return []
    const isLast = position === certificates.length - 1
    const signer = certificates[position + 1] ?? certificate
    const link: ChainLink = {
      ...entry,
      role: isLast ? 'root' : 'intermediate',
      commonName: entry.commonName === null ? null : visibleText(entry.commonName),
      file: '',
      place: '',
      key: keyText(certificate.publicKey),
      signature: verifySignature(certificate, signer.publicKey),
      matchesCsr: null,
      pem: writePem([certificate]),
    }
    return [link]
  })
}

function issuedView(
  { serial, certificate, holder, names, issuedAt, revoked }: IssuedCertificate,
  isFollowed: boolean,
  now: number,
  messages: Messages,
): IssuedView {
  const daysLeft = daysUntil(certificate.notAfter, now)
  return {
    serial,
    name: nameOf(certificate),
    holder: visibleText(holder),
    names: names.map(({ value }) => visibleText(value)),
    issuedAt,
    notAfter: isoTime(certificate.notAfter),
    daysLeft,
    state: revoked ? 'revoked' : daysLeft < 0 ? 'ended' : isFollowed ? 'renewed' : endState(daysLeft),
    revoked: revoked && { at: revoked.at, reason: messages.find(['ca', 'reasons', revoked.reason]) },
  }
}

const endState = (daysLeft: number): IssuedView['state'] => (daysLeft < soonInDays ? 'ends-soon' : 'holds')

/** How the files with the root of a CA are called: without anything that a shell would have to quote. */
export const rootStem = ({ name }: Pick<CaState, 'name'>): string =>
  `${fileStem(name)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .toLowerCase()}-root`.replace(/^-/, '')

function trustOf(ca: CaState, messages: Messages): readonly TrustView[] {
  const root = ca.chain.at(-1)
  if (!root) return []
  return rootFormatsOf(root, rootStem(ca)).formats.map(({ place, commands }) => ({
    place,
    title: messages.text(`ca.trust.${place}.title`),
    how: messages.text(`ca.trust.${place}.how`),
    commands,
  }))
}
