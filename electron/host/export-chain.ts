import type { Call } from '../contract/dispatch.ts'
import type { Exported as ExportedView } from '../contract/views.ts'
import type { Judged } from '../engine/examination.ts'
import { proposedName } from '../engine/proposed-name.ts'
import { basisOf } from '../projects/basis.ts'
import { type Exported, newestCsr, type Project } from '../projects/project.ts'
import { isRehearsal } from '../projects/steps.ts'
import { addressOf } from './examiner.ts'
import { callFailed } from './failures.ts'
import { lastOf } from './last-of.ts'
import type { Looked } from './looked.ts'
import { writeFile } from './save-file.ts'
import type { Services } from './services.ts'

/**
 * Writes the chain where the user says, then reads it back and checks it again: what the appliance will get is what
 * stands on the disk. null: cancelled. @throws CallFailed
 */
export async function exportChain(id: string, services: Services, call: Call): Promise<ExportedView | null> {
  const looked = await services.projects.look(id, call)
  const { project } = looked.stored
  const { upload } = looked.examined
  const judged = readyVerdict(looked, services)
  const path = await services.desk.chooseWhereToSave('chain', proposedName(project.hostName || project.name))
  if (path === null || upload === null) return null
  const { file, shown } = await writeFile(path, upload, services)
  await checkAgain(path, file, looked, judged, services, call)
  const record: Exported = {
    at: new Date(services.now()).toISOString(),
    file,
    sha256: judged.sha256,
    leaf: judged.certificates[0]?.sha256 ?? '',
    certificates: judged.certificates.length,
    basis: basisOf(project, judged.sha256, looked.now),
  }
  const view = await services.projects.change(id, 'exported', (present) => withExport(present, record), { call })
  return { view, file, sha256: judged.sha256, shown }
}

/** @throws CallFailed with the reason why nothing may be exported */
function readyVerdict({ stored: { project }, examined }: Looked, { messages }: Services): Judged {
  const { judged } = examined.examination
  if (isRehearsal(project)) throw callFailed('rehearsal', messages())
  if (!judged) throw callFailed('nothing-to-judge', messages())
  if (judged.chain.verdict !== 'ready') throw callFailed('not-ready', messages())
  return judged
}

async function checkAgain(
  path: string,
  file: string,
  { stored: { project }, examined }: Looked,
  expected: Judged,
  { engine, messages }: Services,
  call: Call,
): Promise<void> {
  const csr = newestCsr(project)
  const { judged } = await engine.run(
    'checkFiles',
    {
      paths: [path],
      texts: [],
      password: null,
      at: examined.at,
      host: addressOf(project),
      csr: csr ? { paths: [], texts: [{ name: 'csr.pem', text: csr.pem }] } : null,
    },
    call,
  )
  if (judged?.sha256 !== expected.sha256 || judged.chain.verdict !== 'ready') {
    throw callFailed('not-as-written', messages(), { file })
  }
}

/** Another file than the one that was uploaded. */
const withExport = (project: Project, record: Exported): Project => ({
  ...project,
  exports: lastOf([...project.exports, record]),
  uploadedAt: null,
})
