import type { CaState, IssuedCertificate } from '../ca/private/private-ca.ts'
import type { SigningRequest } from '../ca/private/request.ts'
import type { Proposal, ProposedRequest } from '../contract/ca-views.ts'
import type { Call, Checked } from '../contract/dispatch.ts'
import type { ProjectView } from '../contract/views.ts'
import { isoTime } from '../appliance/report.ts'
import { csrFrom } from '../engine/csrs.ts'
import { proposedName } from '../engine/proposed-name.ts'
import { sha256Of } from '../engine/readings.ts'
import { writePem } from '../pki/write-pem.ts'
import { type CsrRecord, newestCsr, type Project } from '../projects/project.ts'
import { isRehearsal } from '../projects/steps.ts'
import { recordOf, withFiles } from './added-files.ts'
import { requestView } from './ca-requests.ts'
import { callFailed } from './failures.ts'
import type { Services } from './services.ts'
import { orUnsigned } from './store-results.ts'

type Asked = Checked<'ca.propose'>

/** A project with the CSR that is to be signed for it. */
interface Applicant {
  readonly project: Project
  readonly csr: CsrRecord
}

interface Applicants {
  /** The project first. */
  readonly all: readonly Applicant[]
  readonly withoutOther: Proposal['withoutOther']
}

/** What signing for a project, and for the other side with it, would make. Nothing is signed. @throws CallFailed */
export async function propose(asked: Asked, services: Services): Promise<Proposal> {
  const { messages, seenCas } = services
  const { all, withoutOther } = await applicantsFor(asked, services)
  const ca = orUnsigned(await seenCas.get(asked.ca), messages())
  const examined = orUnsigned(await ca.examine(await requestsFor(all, asked)), messages())
  const requests = all.flatMap(({ project }, index): readonly ProposedRequest[] => {
    const examination = examined[index]
    if (!examination) return []
    const { id, name } = project
    return [{ ...requestView(examination, messages()), id, name, isRehearsal: isRehearsal(project) }]
  })
  return { requests, withoutOther, renews: await renewedBy(asked, services) }
}

/**
 * Signs for a project, and for the other side with it: the chain becomes one of its files, and how it was signed is
 * noted. All that is signed stands in the CA's ledger first. @throws CallFailed
 */
export async function signForProject(asked: Asked, services: Services, call: Call): Promise<ProjectView> {
  const { cas, messages } = services
  const { all } = await applicantsFor(asked, services)
  const ca = orUnsigned(await (await cas()).get(asked.ca), messages())
  const signed = orUnsigned(await ca.sign(await requestsFor(all, asked)), messages())
  const { name } = orUnsigned(await ca.state(), messages())
  const pairs = all.flatMap((applicant, index) => {
    const issued = signed[index]
    return issued ? [{ applicant, issued }] : []
  })
  // The project itself last, so that its view has the other side as it is by then.
  let view: ProjectView | undefined
  for (const { applicant, issued } of pairs.toReversed()) view = await handIn(applicant, issued, name, services, call)
  if (!view) throw new Error('signed for no project')
  return view
}

async function applicantsFor({ id, both }: Pick<Asked, 'id' | 'both'>, services: Services): Promise<Applicants> {
  const { messages, projects } = services
  const { project } = await projects.load(id)
  const csr = newestCsr(project)
  if (!csr) throw callFailed('no-csr-yet', messages())
  const other = await otherSideOf(project, services)
  const otherCsr = other && newestCsr(other)
  const withoutOther = other ? (otherCsr ? null : 'no-csr') : 'no-project'
  const isWithOther = both && other && otherCsr
  return { all: [{ project, csr }, ...(isWithOther ? [{ project: other, csr: otherCsr }] : [])], withoutOther }
}

/** undefined where a file stands for it, or it is gone. */
async function otherSideOf({ counterpart }: Project, { store }: Services): Promise<Project | undefined> {
  if (counterpart?.kind !== 'project') return undefined
  const loaded = await store.load(counterpart.id)
  return loaded.ok ? loaded.value.project : undefined
}

const requestsFor = (
  applicants: readonly Applicant[],
  { days, added }: Pick<Asked, 'days' | 'added'>,
): Promise<readonly SigningRequest[]> =>
  Promise.all(
    applicants.map(async ({ project, csr }) => ({
      csr: await csrFrom(csr.pem),
      addedNames: added.find(({ id }) => id === project.id)?.names ?? [],
      days,
      holder: project.name,
    })),
  )

/** The certificate that is replaced: of the chain in the project, or one that a CA here issued for the same key. */
async function renewedBy({ id, ca: chosen }: Asked, services: Services): Promise<Proposal['renews']> {
  const { examined, stored } = await services.projects.look(id)
  const { cas } = await services.seenCas.list()
  const issuer = cas.find((ca) => ca.id === chosen)?.chain[0]?.subject.text
  const [leaf] = examined.examination.chain
  if (leaf) return { ends: leaf.notAfter, isSameIssuer: leaf.issuer === issuer }
  const csr = newestCsr(stored.project)
  const former = csr && (await lastFor(csr, cas, services.now()))
  return former
    ? { ends: isoTime(former.certificate.notAfter), isSameIssuer: former.certificate.issuer.text === issuer }
    : null
}

async function lastFor(
  { pem }: CsrRecord,
  cas: readonly CaState[],
  now: number,
): Promise<IssuedCertificate | undefined> {
  const { publicKey } = await csrFrom(pem)
  return cas
    .flatMap(({ issued }) => issued)
    .filter(({ certificate, revoked }) => !revoked && certificate.notAfter > now)
    .filter(({ certificate }) => certificate.publicKey.sha256 === publicKey.sha256)
    .toSorted((a, b) => b.certificate.notAfter - a.certificate.notAfter)[0]
}

function handIn(
  { project: { id, hostName, name: projectName }, csr }: Applicant,
  { certificate, chain, serial }: IssuedCertificate,
  ca: string,
  { now, projects }: Services,
  call: Call,
): Promise<ProjectView> {
  const at = new Date(now()).toISOString()
  const bytes = Buffer.from(writePem(chain))
  const sha256 = sha256Of(bytes)
  const file = recordOf({ name: proposedName(hostName || projectName), sha256, bytes, keyRemoved: false }, at)
  const submission = {
    recipe: 'private-ca',
    ca,
    reference: serial,
    contact: '',
    template: '',
    sentAt: at,
    csr: csr.sha256,
  }
  const change = (project: Project): Project => ({
    ...withFiles(project, [file]),
    submission,
    // What was just signed is meant, whatever else lies there.
    leaf: project.files.some(({ leftOut }) => !leftOut) ? certificate.sha256 : null,
    chain: null,
    upload: { kind: 'assembled' },
  })
  return projects.change(id, 'signed-here', change, { call, files: new Map([[sha256, bytes]]) })
}
