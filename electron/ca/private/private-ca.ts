import type { Certificate } from '../../pki/certificate.ts'
import type { Csr } from '../../pki/csr.ts'
// Its library is large, and only signing needs it: what signs loads it then.
import type { Authority } from '../../pki/issue.ts'
import { findChains } from '../../pki/path.ts'
import type { RevocationReason, Revoked } from '../../pki/revocation.ts'
import { writeCrlPem, writeCsrPem, writePem } from '../../pki/write-pem.ts'
import type { Vault } from '../../vault/vault.ts'
import type { VaultFailure } from '../../vault/vault-failure.ts'
import { packBackup } from './backup.ts'
import { CaFolder, crlPath, generationPath, issuedPath, type Ledger, revokedPath } from './ca-folder.ts'
import { type CaResult, type CaTrouble, refused, type Refused, refusedByVault, succeeded } from './failure.ts'
import { harmlessDefects } from './imported-ca.ts'
import { caValidity } from './new-ca.ts'
import {
  crlBytes,
  type CrlRecord,
  generationBytes,
  issuedBytes,
  type IssuedRecord,
  longestText,
  type Origin,
  revokedBytes,
  serialOf,
} from './records.ts'
import {
  type Concern,
  examineRequest,
  type PlannedName,
  type RefusalCode,
  type RequestExamination,
  type SigningRequest,
  wholeSecond,
} from './request.ts'
import { isYears, mostYears } from './plan.ts'
import { type RootFormats, rootFormatsOf } from './root-formats.ts'
import type { ScryptCost } from '../../vault/passphrase-sealer.ts'

const dayMs = 24 * 60 * 60 * 1000
/** How long a revocation list holds. */
export const usualCrlDays = 90

/** `unknown`: the vault itself can't be read now. */
export type KeyPlace = 'here' | 'missing' | 'unknown'

/** A certificate that the CA issued. */
export interface IssuedCertificate {
  /** Lower-case hex, as OpenSSL shows it. */
  readonly serial: string
  readonly certificate: Certificate
  /** What to hand out: the certificate, then the CA's own ones as they were then, root last. */
  readonly chain: readonly Certificate[]
  readonly csr: Csr
  readonly names: readonly PlannedName[]
  /** ISO 8601, UTC. */
  readonly issuedAt: string
  readonly holder: string
  /** The serial number of the certificate that it follows. */
  readonly renews: string | null
  /** `at` is null where the record of it is damaged. */
  readonly revoked: { readonly at: string | null; readonly reason: RevocationReason } | null
}

/** A CA as it stands. */
export interface CaState {
  readonly id: string
  readonly name: string
  /** ISO 8601, UTC; null, as `origin`, where the CA's own record is damaged. */
  readonly createdAt: string | null
  readonly origin: Origin | null
  /** How often its own certificates were made: 1 until it is renewed. */
  readonly generation: number
  /** Issuing CA first, root last; they are the same where there is one level. */
  readonly chain: readonly Certificate[]
  readonly keys: { readonly issuing: KeyPlace; readonly root: KeyPlace }
  /** Newest first. */
  readonly issued: readonly IssuedCertificate[]
  readonly lastCrl: CrlRecord | null
  /** What of it can't be read. */
  readonly troubles: readonly CaTrouble[]
}

/** A revocation list to hand out. */
export interface Crl extends CrlRecord {
  readonly der: Uint8Array
  readonly pem: string
  /** How many certificates it names. */
  readonly entries: number
}

/** How long the CA's own certificates are to hold, from now on. */
export interface RenewalPlan {
  /** null: the root stays as it is. Means nothing where the CA is its own root. */
  readonly rootYears: number | null
  readonly issuingYears: number
}

export interface CaServices {
  readonly vault: Vault
  readonly now: () => number
  /** What trying a password of a back-up costs. */
  readonly cost: ScryptCost
}

/** One private CA. Several instances over one folder, in several processes, keep each other's records. */
export class PrivateCa {
  private readonly folder: CaFolder

  constructor(
    readonly id: string,
    path: string,
    private readonly services: CaServices,
  ) {
    this.folder = new CaFolder(path, id, services.now)
  }

  async state(): Promise<CaResult<CaState>> {
    const ledger = await this.folder.read()
    return ledger.ok ? this.stateOf(ledger.value) : ledger
  }

  /** What each certificate would be, and what speaks against it. Nothing is signed, no key is needed. */
  async examine(requests: readonly SigningRequest[]): Promise<CaResult<readonly RequestExamination[]>> {
    const state = await this.state()
    return state.ok ? succeeded(this.examinationsIn(state.value, requests)) : state
  }

  /** Signs all requests or none. What comes back is in the ledger already. */
  sign(requests: readonly SigningRequest[]): Promise<CaResult<readonly IssuedCertificate[]>> {
    return this.signAs(requests.map((request) => ({ ...request, renews: null })))
  }

  /** Certificates for the CSRs of former ones, with the names that were added then. They get new serial numbers. */
  async signAgain(serials: readonly string[], days: number): Promise<CaResult<readonly IssuedCertificate[]>> {
    const state = await this.state()
    if (!state.ok) return state
    const requests: RenewingRequest[] = []
    for (const serial of serials) {
      const former = state.value.issued.find((issued) => issued.serial === serial)
      if (!former) return refused('not-issued', this.folder.name, { reason: serial })
      const addedNames = former.names.filter(({ from }) => from === 'added').map(({ value }) => value)
      requests.push({ csr: former.csr, addedNames, days, holder: former.holder, renews: serial })
    }
    return this.signAs(requests)
  }

  /** The CA's own certificates once more: same names and keys, a later end. What it issued goes on to verify. */
  async renew(plan: RenewalPlan): Promise<CaResult<CaState>> {
    const years = [plan.issuingYears, ...(plan.rootYears === null ? [] : [plan.rootYears])]
    if (!years.every(isYears)) return refused('renewal-years', this.folder.name, { limit: mostYears })
    const ledger = await this.folder.read()
    if (!ledger.ok) return ledger
    const state = await this.stateOf(ledger.value)
    if (!state.ok) return state
    const chain = await this.renewedChain(state.value.chain, plan)
    if (!chain.ok) return chain
    const at = new Date(this.services.now()).toISOString()
    const path = generationPath(ledger.value.topGeneration + 1)
    const added = await this.folder.add(path, generationBytes(at, writePem(chain.value)))
    if (added.ok) return this.state()
    return added.failure.code === 'exists' ? refused('contended', this.folder.name) : added
  }

  /** From the next revocation list on the certificate counts no longer. Nothing takes this back. */
  async revoke(serial: string, reason: RevocationReason): Promise<CaResult<CaState>> {
    const ledger = await this.folder.read()
    if (!ledger.ok) return ledger
    if (!ledger.value.issued.has(serial)) return refused('not-issued', this.folder.name, { reason: serial })
    const at = new Date(this.services.now()).toISOString()
    const added = await this.folder.add(revokedPath(serial), revokedBytes({ at, reason }))
    if (added.ok) return this.state()
    return added.failure.code === 'exists' ? refused('already-revoked', this.folder.name, { reason: serial }) : added
  }

  /** A new revocation list. @param days how long it holds, never beyond the issuing CA */
  async crl(days = usualCrlDays): Promise<CaResult<Crl>> {
    const state = await this.state()
    if (!state.ok) return state
    const authority = await this.authority(issuingOf(state.value))
    if (!authority.ok) return authority
    const { createCrl } = await import('../../pki/issue.ts')
    const thisUpdate = wholeSecond(this.services.now())
    const nextUpdate = Math.min(thisUpdate + days * dayMs, authority.value.certificate.notAfter)
    // Where another copy of the app takes the number, it may have revoked something just before.
    for (;;) {
      const ledger = await this.folder.read()
      if (!ledger.ok) return ledger
      const number = ledger.value.topCrl + 1
      const revoked = revokedIn(ledger.value, thisUpdate)
      const record = { number, thisUpdate: iso(thisUpdate), nextUpdate: iso(nextUpdate) }
      const der = await createCrl(authority.value, { number, thisUpdate, nextUpdate, revoked })
      const added = await this.folder.add(crlPath(number), crlBytes(record))
      if (added.ok) return succeeded({ ...record, der, pem: writeCrlPem(der), entries: revoked.length })
      if (added.failure.code !== 'exists') return added
    }
  }

  /** Records, ledger and keys as one file that nothing but the password opens. */
  async backup(password: string): Promise<CaResult<Uint8Array>> {
    const state = await this.state()
    if (!state.ok) return state
    const files = await this.folder.readRaw()
    if (!files.ok) return files
    const keys = new Map<string, Uint8Array>()
    try {
      for (const owner of new Set(state.value.chain.map(({ publicKey }) => publicKey.sha256))) {
        const key = await this.services.vault.get(owner)
        if (key.ok) keys.set(owner, key.value)
        else if (key.failure.code !== 'key-not-found') return this.withoutKey(key.failure)
      }
      if (!keys.has(issuingOf(state.value).publicKey.sha256)) return refused('key-missing', this.folder.name)
      return await packBackup({ id: this.id, files: files.value, keys }, password, this.folder.name, this.services.cost)
    } finally {
      for (const key of keys.values()) key.fill(0)
    }
  }

  /** The root's certificate as each system wants it, with the command to trust it. */
  async rootFormats(stem: string): Promise<CaResult<RootFormats>> {
    const state = await this.state()
    return state.ok ? succeeded(rootFormatsOf(rootOf(state.value), stem)) : state
  }

  private async stateOf(ledger: Ledger): Promise<CaResult<CaState>> {
    const number = Math.max(0, ...ledger.generations.keys())
    const generation = ledger.generations.get(number)
    if (!generation) return refused('ca-damaged', this.folder.name)
    const { chain } = generation
    const owners = await this.services.vault.list()
    const place = (certificate: Certificate | undefined): KeyPlace => {
      if (!owners.ok) return 'unknown'
      return owners.value.some(({ owner }) => owner === certificate?.publicKey.sha256) ? 'here' : 'missing'
    }
    const { record } = ledger
    return succeeded({
      id: this.id,
      name: record?.name ?? chain[0]?.subject.commonName ?? this.id,
      createdAt: record?.createdAt ?? null,
      origin: record?.origin ?? null,
      generation: number,
      chain,
      keys: { issuing: place(chain[0]), root: place(chain.at(-1)) },
      issued: [...ledger.issued.values()]
        .map((each) => issuedView(each, ledger, chain))
        .sort((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1)),
      lastCrl: ledger.lastCrl,
      troubles: ledger.troubles,
    })
  }

  private examinationsIn(state: CaState, requests: readonly SigningRequest[]): readonly RequestExamination[] {
    const issued = state.issued.filter(({ revoked }) => !revoked).map(({ certificate }) => certificate)
    const now = this.services.now()
    return requests.map((request, index) => {
      const examination = examineRequest(request, { chain: state.chain, issued }, now)
      const key = request.csr.publicKey.sha256
      const isRepeated = requests.some(({ csr }, other) => other < index && csr.publicKey.sha256 === key)
      if (!isRepeated) return examination
      const sameKey: Concern<RefusalCode> = { code: 'same-key', values: {} }
      return { ...examination, refusals: [...examination.refusals, sameKey] }
    })
  }

  private async signAs(requests: readonly RenewingRequest[]): Promise<CaResult<readonly IssuedCertificate[]>> {
    const state = await this.state()
    if (!state.ok) return state
    const examinations = this.examinationsIn(state.value, requests)
    const request = examinations.findIndex(({ refusals }) => refusals.length > 0)
    const refusals = examinations[request]?.refusals
    if (refusals) return { ok: false, failure: { code: 'request-refused', request, refusals } }
    const authority = await this.authority(issuingOf(state.value))
    if (!authority.ok) return authority
    const { issueLeaf } = await import('../../pki/issue.ts')
    const signed: IssuedRecord[] = []
    for (const [index, examination] of examinations.entries()) {
      const { csr, validity, names } = examination
      const certificate = await issueLeaf(authority.value, csr, validity, { names })
      const flaw = flawOf(certificate, csr, state.value.chain, this.services.now())
      if (flaw) return refused('self-check', this.folder.name, { reason: flaw })
      signed.push({
        certificate,
        generation: state.value.generation,
        csr,
        csrSha256: csr.sha256,
        names: [...names],
        issuedAt: iso(this.services.now()),
        holder: (requests[index]?.holder ?? '').slice(0, longestText),
        renews: requests[index]?.renews ?? null,
      })
    }
    const entered = await this.enter(signed)
    return entered.ok ? succeeded(signed.map((record) => handedOut(record, state.value.chain, null))) : entered
  }

  /** Into the ledger, all or none: what stands there when one fails is taken out again, since nobody has seen it yet. */
  private async enter(records: readonly IssuedRecord[]): Promise<CaResult<void>> {
    const entered: string[] = []
    for (const record of records) {
      const path = issuedPath(serialOf(record.certificate))
      const content = { ...record, certificate: writePem([record.certificate]), csr: writeCsrPem(record.csr) }
      const added = await this.folder.add(path, issuedBytes(content))
      if (!added.ok) {
        for (const each of entered) await this.folder.takeBack(each)
        return added
      }
      entered.push(path)
    }
    return succeeded(undefined)
  }

  private async renewedChain(
    chain: readonly Certificate[],
    { rootYears, issuingYears }: RenewalPlan,
  ): Promise<CaResult<readonly Certificate[]>> {
    const [issuing, parent, ...above] = chain
    if (!issuing) return refused('ca-damaged', this.folder.name)
    const now = this.services.now()
    const signer = await this.authority(parent ?? issuing)
    if (!signer.ok) {
      const isElsewhere = parent && 'code' in signer.failure && signer.failure.code === 'key-missing'
      return isElsewhere ? refused('root-key-elsewhere', this.folder.name) : signer
    }
    const { renewCa } = await import('../../pki/issue.ts')
    if (!parent) return this.ifLonger(issuing, [await renewCa(signer.value, issuing, caValidity(now, issuingYears))])
    const isRootRenewed = rootYears !== null && above.length === 0
    const root = isRootRenewed ? await renewCa(signer.value, parent, caValidity(now, rootYears)) : parent
    const rest = [root, ...above]
    const validity = caValidity(now, issuingYears, Math.min(...rest.map(({ notAfter }) => notAfter)))
    const renewed = await renewCa({ ...signer.value, certificate: root }, issuing, validity)
    return this.ifLonger(issuing, [renewed, ...rest])
  }

  private ifLonger(former: Certificate, chain: readonly Certificate[]): CaResult<readonly Certificate[]> {
    const isLonger = (chain[0]?.notAfter ?? 0) > former.notAfter
    return isLonger ? succeeded(chain) : refused('renewal-too-short', this.folder.name)
  }

  private async authority(certificate: Certificate): Promise<CaResult<Authority>> {
    const key = await this.services.vault.get(certificate.publicKey.sha256)
    if (!key.ok) return this.withoutKey(key.failure)
    try {
      const { importAuthority } = await import('../../pki/issue.ts')
      const authority = await importAuthority(certificate, key.value)
      return typeof authority === 'string' ? refused('key-not-its-own', this.folder.name) : succeeded(authority)
    } finally {
      key.value.fill(0)
    }
  }

  /** The vault speaks of the keys of CSRs: what to do about a CA's is another matter. */
  private withoutKey(failure: VaultFailure): Refused {
    const { code, file } = failure
    if (code === 'key-not-found') return refused('key-missing', this.folder.name)
    return code === 'key-damaged' ? refused('key-damaged', this.folder.name, { file }) : refusedByVault(failure)
  }
}

interface RenewingRequest extends SigningRequest {
  readonly renews: string | null
}

const iso = (time: number): string => new Date(time).toISOString()

/** @throws Error for a chain of nothing, which is no state of a CA: a bug */
function issuingOf({ chain: [issuing] }: CaState): Certificate {
  if (!issuing) throw new Error('a CA without a certificate')
  return issuing
}

const rootOf = (state: CaState): Certificate => state.chain.at(-1) ?? issuingOf(state)

function issuedView(record: IssuedRecord, ledger: Ledger, present: readonly Certificate[]): IssuedCertificate {
  const chain = ledger.generations.get(record.generation)?.chain ?? present
  const revocation = ledger.revoked.get(serialOf(record.certificate))
  const revoked = revocation === null ? ({ at: null, reason: 'unspecified' } as const) : revocation
  return handedOut(record, chain, revoked ?? null)
}

const handedOut = (
  { certificate, csr, names, issuedAt, holder, renews }: IssuedRecord,
  chain: readonly Certificate[],
  revoked: IssuedCertificate['revoked'],
): IssuedCertificate => ({
  serial: serialOf(certificate),
  certificate,
  chain: [certificate, ...chain],
  csr,
  names,
  issuedAt,
  holder,
  renews,
  revoked: revoked && { at: revoked.at, reason: revoked.reason },
})

/** What the folder says is revoked stays so even where the record of it is damaged. */
const revokedIn = ({ revoked }: Ledger, thisUpdate: number): readonly Revoked[] =>
  [...revoked].map(([serial, record]) => ({
    serial,
    at: record ? Date.parse(record.at) : thisUpdate,
    reason: record?.reason ?? 'unspecified',
  }))

/** Holds what was signed against what was to be signed, and against our own path validation. */
function flawOf(leaf: Certificate, csr: Csr, cas: readonly Certificate[], at: number): string | undefined {
  if (Buffer.compare(leaf.subject.der, csr.subject.der) !== 0) return 'subject'
  if (leaf.publicKey.sha256 !== csr.publicKey.sha256) return 'key'
  const [best] = findChains(leaf, cas, { at }).chains
  if (!best || best.missing || best.certificates.length !== cas.length + 1) return 'chain'
  return best.defects.find(({ kind, position }) => position === 0 || !harmlessDefects.has(kind))?.kind
}
