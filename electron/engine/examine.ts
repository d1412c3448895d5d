import { type AssembledChain, assemble, placedLeftOver } from '../appliance/assemble.ts'
import { isoTime } from '../appliance/report.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import { certificatesIn, type ReadResult } from '../pki/found.ts'
import { findLeaves } from '../pki/leaf.ts'
import type { Chain } from '../pki/path.ts'
import { writePem } from '../pki/write-pem.ts'
import { linksOf, nameOf, type Places, placesIn, summaryOf } from './chain-links.ts'
import { csrIfGiven } from './csrs.ts'
import type { Candidate, Examination, ExaminedFile, ExamineInput, Judged, NamedBytes } from './examination.ts'
import { reportFile, reportLeftOver, reportMissing } from './file-report.ts'
import type { JobContext } from './job.ts'
import { type Bench, type Candidature, judge, judgeUpload } from './judged.ts'
import { proposedName } from './proposed-name.ts'

/** Everything that there is to say about the files of one appliance. @throws RuleCrashed */
export async function examine(input: ExamineInput, context: JobContext): Promise<Examination> {
  const files: PiledFile[] = []
  for (const file of input.files) {
    context.progress(files.length, input.files.length, file.name)
    files.push({ ...file, result: await context.readings.read(file.bytes, file.name) })
  }
  return examinePile({ ...input, files, csr: await csrIfGiven(input.csr) }, context)
}

/** A file of the pile, read. */
export interface PiledFile extends NamedBytes {
  readonly result: ReadResult
}

export interface PileInput extends Omit<ExamineInput, 'files' | 'csr'> {
  readonly files: readonly PiledFile[]
  readonly csr: Csr | undefined
}

/** @throws RuleCrashed */
export async function examinePile(input: PileInput, context: JobContext): Promise<Examination> {
  const pile = pileOf(input, context)
  const { assembled, leaves, places, results } = pile
  const { messages } = context
  const own = new Set((assembled ? assembled.chain.certificates.slice(0, 1) : leaves).map(({ sha256 }) => sha256))
  const files = input.files.map(({ id, result }): ExaminedFile => {
    const couldBeUploaded = certificatesIn([result]).some(({ sha256 }) => own.has(sha256))
    return { ...reportFile(result, messages), id, couldBeUploaded }
  })
  const uploadable = input.files.filter((_, index) => files[index]?.couldBeUploaded)
  const shown = {
    files,
    outcome: input.files.length === 0 ? ('empty' as const) : pile.outcome,
    leaves: leaves.length > 1 ? leaves.map((leaf) => summaryOf(leaf, places)) : [],
    judged: await judged(input, pile, uploadable, context),
  }
  if (!assembled) {
    return { ...shown, chain: [], missing: null, tangled: false, candidates: [], leftOver: [], pem: null }
  }
  const { chain, candidates, isTangled } = assembled
  const others = candidates.filter((candidate) => candidate !== chain)
  return {
    ...shown,
    chain: linksOf(chain, isTangled, places, input.csr, messages),
    missing: reportMissing(chain),
    tangled: isTangled,
    candidates: candidates.map((candidate) => reportCandidate(candidate, chain, isTangled)),
    leftOver: placedLeftOver(results, chain, others).map((extra) => ({
      ...reportLeftOver(extra, messages),
      sha256: extra.certificate.sha256,
      pem: writePem([extra.certificate]),
    })),
    pem: writePem(chain.certificates),
  }
}

interface Pile {
  readonly results: readonly ReadResult[]
  readonly places: Places
  readonly outcome: Exclude<Examination['outcome'], 'empty'>
  readonly assembled: Assembled | undefined
  /** What could be the appliance's own certificate. */
  readonly leaves: readonly Certificate[]
}

interface Assembled {
  /** The one that the user chose, else the best. */
  readonly chain: Chain
  /** Best first. */
  readonly candidates: readonly Chain[]
  readonly isTangled: boolean
}

function pileOf({ files, csr, at, leaf, chain }: PileInput, { signatures }: JobContext): Pile {
  const results = files.map(({ result }) => result)
  const leaves = findLeaves(certificatesIn(results), csr?.publicKey)
  const chosen = leaves.find(({ sha256 }) => sha256 === leaf)
  const assembly = assemble({ results, csr, leaf: chosen, at, signatures })
  const assembled = assembly.outcome === 'chain' ? chooseChain(assembly, chain) : undefined
  return { results, places: placesIn(results), outcome: assembly.outcome, assembled, leaves }
}

/** A choice that the certificates no longer allow gives way to the best chain. */
function chooseChain(assembly: AssembledChain, wanted: readonly string[] | null): Assembled {
  const candidates = [assembly.chain, ...assembly.others]
  const chosen = wanted && candidates.find((candidate) => fingerprintsOf(candidate).join() === wanted.join())
  return { chain: chosen ?? assembly.chain, candidates, isTangled: assembly.tangled !== undefined }
}

const fingerprintsOf = ({ certificates }: Chain): readonly string[] => certificates.map(({ sha256 }) => sha256)

const reportCandidate = (candidate: Chain, present: Chain, isTangled: boolean): Candidate => ({
  sha256: fingerprintsOf(candidate),
  names: candidate.certificates.map(nameOf),
  isComplete: !candidate.missing && !isTangled,
  isPresent: candidate === present,
  endsAt: isoTime(Math.min(...candidate.certificates.map(({ notAfter }) => notAfter))),
})

async function judged(
  { files, upload, at, host, csr }: PileInput,
  { assembled, places }: Pile,
  uploadable: readonly PiledFile[],
  context: JobContext,
): Promise<Judged | null> {
  const bench: Bench = { at, host: host ?? undefined, csr }
  const made = assembled && (await candidatureOf(assembled.chain, places, host, context))
  const asItCame = files.find(({ id }) => id === upload)
  if (asItCame) {
    const { bytes, result } = asItCame
    return judgeUpload(
      { bytes, chain: result, certificate: result, places: placesIn([result]) },
      false,
      bench,
      context,
      {
        assembled: made && judge(made.chain, 'chain', bench, context),
        asTheyCame: [],
      },
    )
  }
  if (!made) return null
  const asTheyCame = uploadable.map(({ result }) => judge(result, 'chain', bench, context))
  return judgeUpload(made, true, bench, context, { assembled: undefined, asTheyCame })
}

/** What is judged is what would be uploaded: the text, read back. */
async function candidatureOf(
  chain: Chain,
  places: Places,
  host: string | null,
  { readings }: JobContext,
): Promise<Candidature> {
  const [leaf] = chain.certificates
  const name = proposedName(leaf?.subject.commonName ?? host)
  const bytes = Buffer.from(writePem(chain.certificates))
  const single = Buffer.from(writePem(leaf ? [leaf] : []))
  return { bytes, chain: await readings.read(bytes, name), certificate: await readings.read(single, name), places }
}
