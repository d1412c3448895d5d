import { createHash, randomUUID } from 'node:crypto'
import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import type { Authority, KeyPair, Validity } from '../pki/issue.ts'
import { writeCsrPem } from '../pki/write-pem.ts'
import type { ImportedFile, Project, Role } from '../projects/project.ts'
import { newProject } from '../projects/new-project.ts'
import type { Services } from './services.ts'
import { orFailed } from './store-results.ts'

const dayMs = 24 * 60 * 60 * 1000
const organization = 'Example Corp'

interface Appliance {
  readonly role: Role
  readonly name: string
  readonly hostName: string
  readonly address: string
  readonly omeVersion: string
  readonly reference: string
  /** How long ago its CSR was sent. */
  readonly sentDaysAgo: number
}

const source: Appliance = {
  role: 'source',
  name: 'OMENT-310',
  hostName: 'oment-310.example.com',
  address: '192.0.2.10',
  omeVersion: '3.10.2',
  reference: '1041',
  sentDaysAgo: 6,
}
const target: Appliance = {
  role: 'target',
  name: 'OMENT-400',
  hostName: 'oment-400.example.com',
  address: '192.0.2.20',
  omeVersion: '4.0.1',
  reference: '1042',
  sentDaysAgo: 5,
}

interface ExampleFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** It waits to be brought back. */
  readonly leftOut: boolean
}

/**
 * Two appliances to play through, unless they are there. The source got a certificate without client authentication, as
 * AD CS gives it by default; the one that was issued anew lies among the files that were left out. So does the answer that
 * the target waits for.
 */
export async function makeExample(services: Services): Promise<void> {
  const { projects } = await services.projects.list()
  if (projects.some(({ project }) => project.isExample && !project.archived)) return
  const ids = { source: randomUUID(), target: randomUUID() }
  const answers = await issueAll(services.now())
  await save({ id: ids.source, counterpart: ids.target }, source, answers.source, services)
  await save({ id: ids.target, counterpart: ids.source }, target, answers.target, services)
  await Promise.all([services.projects.look(ids.source), services.projects.look(ids.target)])
}

interface Answers {
  readonly csr: Csr
  readonly files: readonly ExampleFile[]
}

/** The CSRs of both, a CA of two levels, and what it answered: leaf and collection apart, or all in one. */
async function issueAll(now: number): Promise<Readonly<Record<Role, Answers>>> {
  const { bundle, createKeys, createRoot, issueCa, issueLeaf } = await import('../pki/issue.ts')
  const validity = (from: number, years: number): Validity => ({
    notBefore: now - from * dayMs,
    notAfter: now + (years * 365 - from) * dayMs,
  })
  const [rootKeys, caKeys, sourceKeys, targetKeys] = await Promise.all([
    createKeys(2048),
    createKeys(2048),
    createKeys(2048),
    createKeys(2048),
  ])
  const root = await createRoot({ organization, commonName: 'Example Root CA' }, rootKeys, validity(400, 15))
  const ca = await issueCa(root, { organization, commonName: 'Example Issuing CA' }, caKeys, validity(390, 8))
  const cas = [ca, root].map(({ certificate }: Authority) => certificate)
  const csrs = { source: await csrOf(source, sourceKeys), target: await csrOf(target, targetKeys) }
  const forServers = await issueLeaf(ca, csrs.source, validity(4, 2), { purposes: ['serverAuth'] })
  const anew = await issueLeaf(ca, csrs.source, validity(1, 2))
  const forTarget = await issueLeaf(ca, csrs.target, validity(1, 2))
  const collection = (...certificates: readonly Certificate[]) => bundle(certificates)
  return {
    source: {
      csr: csrs.source,
      files: [
        { name: 'oment-310.cer', bytes: forServers.der, leftOut: false },
        { name: 'certnew.p7b', bytes: collection(...cas), leftOut: false },
        { name: 'oment-310-issued-anew.cer', bytes: anew.der, leftOut: true },
      ],
    },
    target: {
      csr: csrs.target,
      files: [{ name: 'oment-400.p7b', bytes: collection(...cas, forTarget), leftOut: true }],
    },
  }
}

async function csrOf({ hostName }: Appliance, keys: KeyPair): Promise<Csr> {
  const { createCsr } = await import('../pki/issue.ts')
  const subject = {
    country: 'US',
    state: 'Texas',
    locality: 'Round Rock',
    organization,
    organizationalUnit: 'IT',
    commonName: hostName,
  }
  return createCsr(subject, [hostName], keys)
}

async function save(ids: Ids, appliance: Appliance, { csr, files }: Answers, services: Services): Promise<void> {
  const { messages, now, store } = services
  const project = exampleProject(ids, appliance, csr, files, now(), messages().text(`host.example.${appliance.role}`))
  const bytes = new Map(files.map((file) => [sha256Of(file.bytes), file.bytes]))
  orFailed(await store.create(project, bytes), messages())
}

interface Ids {
  readonly id: string
  readonly counterpart: string
}

function exampleProject(
  { id, counterpart }: Ids,
  appliance: Appliance,
  csr: Csr,
  files: readonly ExampleFile[],
  now: number,
  notes: string,
): Project {
  const { name, role, hostName, address, omeVersion, reference, sentDaysAgo } = appliance
  const ago = (days: number) => new Date(now - days * dayMs).toISOString()
  const begun = newProject(id, { name, role, hostName, address, omeVersion }, now)
  return {
    ...begun,
    isExample: true,
    counterpart: { kind: 'project', id: counterpart },
    csrForm: {
      ...begun.csrForm,
      departmentName: 'IT',
      businessName: organization,
      locality: 'Round Rock',
      state: 'Texas',
      country: 'US',
    },
    csrs: [
      {
        sha256: csr.sha256,
        pem: writeCsrPem(csr),
        origin: 'appliance',
        from: `${hostName}.csr`,
        at: ago(sentDaysAgo + 1),
      },
    ],
    submission: {
      csr: csr.sha256,
      recipe: 'ad-cs',
      ca: 'Example Issuing CA',
      reference,
      contact: 'pki@example.com',
      template: 'WebServer',
      sentAt: ago(sentDaysAgo),
    },
    files: files.map((file) => recordOf(file, ago(1))),
    notes,
  }
}

const recordOf = ({ name, bytes, leftOut }: ExampleFile, at: string): ImportedFile => ({
  id: randomUUID(),
  name,
  sha256: sha256Of(bytes),
  bytes: bytes.length,
  at,
  keyRemoved: false,
  leftOut,
})

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
