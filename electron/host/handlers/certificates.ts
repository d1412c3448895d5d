import type { Checked, Handlers } from '../../contract/dispatch.ts'
import type { GatheredFile } from '../../engine/gathered.ts'
import type { ImportedFile, Project } from '../../projects/project.ts'
import { recordOf, withFiles } from '../added-files.ts'
import { withEnding } from '../file-name.ts'
import { onlyCertificates } from '../only-certificates.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'
import { inputOf } from '../sources.ts'

type Own = Extract<keyof Handlers, `certificates.${string}` | `certificate.${string}`>

export function certificateHandlers(services: Services): Pick<Handlers, Own> {
  const { engine, now, projects } = services
  return {
    'certificates.import': async ({ id, source, password }, call) => {
      const gathered = await engine.run('gather', { ...inputOf(source, services), password }, call)
      const { project } = await projects.load(id)
      const kept = gathered.files.filter(isWorthKeeping)
      const present = new Map(project.files.map((file) => [file.sha256, file]))
      const duplicates = kept.filter(({ sha256 }) => present.has(sha256)).map(({ name }) => name)
      const at = new Date(now()).toISOString()
      const records = distinct(kept).map((file) => recordOf(file, at))
      const files = new Map(kept.map(({ sha256, bytes }) => [sha256, bytes]))
      return {
        view: await projects.change(id, 'files-added', (former) => withFiles(former, records), { call, files }),
        files: gathered.files.map(({ report }) => report),
        failures: gathered.failures,
        locked: gathered.files.filter(({ isLocked }) => isLocked).map(({ name }) => name),
        duplicates,
      }
    },

    'certificates.leaveOut': ({ id, file, leftOut }, call) =>
      projects.change(
        id,
        leftOut ? 'file-left-out' : 'file-brought-back',
        (project) => withLeftOut(project, file, leftOut),
        { call },
      ),

    'certificates.choose': ({ id, ...choice }, call) =>
      projects.change(id, labelOf(choice), (project) => withChoice(project, choice), { call }),

    'certificate.details': ({ pem }, call) => engine.run('describeCertificate', { pem }, call),

    'certificate.save': async ({ pem, name }, call) =>
      saveFile('certificate', withEnding(name, '.pem'), await onlyCertificates(pem, services, call), services),
  }
}

/** What has nothing of interest in it is told and not kept: a folder may hold anything. */
const isWorthKeeping = ({ isLocked, report }: GatheredFile): boolean =>
  !isLocked && (report.found.length > 0 || report.unreadable.some(({ code }) => damaged.has(code)))

/** Reasons why a part can't be read though there was something. */
const damaged: ReadonlySet<string> = new Set(['not-base64', 'truncated', 'damaged', 'unknown-encryption'])

/** One for each content, by the name under which it came first. */
const distinct = (files: readonly GatheredFile[]): readonly GatheredFile[] =>
  [...new Map(files.toReversed().map((file) => [file.sha256, file])).values()].reverse()

/** A file that is left out can't be what is uploaded. */
function withLeftOut(project: Project, id: string, leftOut: boolean): Project {
  const isIt = (file: ImportedFile) => file.id === id && file.leftOut !== leftOut
  if (!project.files.some(isIt)) return project
  const { upload } = project
  return {
    ...project,
    files: project.files.map((file) => (isIt(file) ? { ...file, leftOut } : file)),
    upload: leftOut && upload.kind === 'file' && upload.id === id ? { kind: 'assembled' } : upload,
  }
}

type Choice = Omit<Checked<'certificates.choose'>, 'id'>

function labelOf({ leaf, chain }: Choice) {
  if (leaf !== undefined) return 'leaf-chosen'
  return chain === undefined ? 'upload-chosen' : 'chain-chosen'
}

/** With another leaf, the chain that was chosen for the former one is none any more. */
function withChoice(project: Project, { leaf, chain, upload }: Choice): Project {
  const isOther = leaf !== undefined && leaf !== project.leaf
  return {
    ...project,
    leaf: leaf === undefined ? project.leaf : leaf,
    chain: chain === undefined ? (isOther ? null : project.chain) : chain,
    upload:
      upload === undefined ? project.upload : upload === null ? { kind: 'assembled' } : { kind: 'file', id: upload },
  }
}
