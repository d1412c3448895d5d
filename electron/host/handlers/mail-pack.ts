import type { Call, Checked, Handlers } from '../../contract/dispatch.ts'
import type { RequirementSheet } from '../../engine/requirement-sheet.ts'
import type { Packed } from '../../files/write-zip.ts'
import { writeZip } from '../../files/write-zip.ts'
import { newestCsr } from '../../projects/project.ts'
import { callFailed } from '../failures.ts'
import { fileNameOf } from '../file-name.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'
import { csrFileName } from '../view.ts'

type Own = 'mailPack.save' | 'mailPack.copy'

export function mailPackHandlers(services: Services): Pick<Handlers, Own> {
  const { desk, now, printPdf, projects } = services
  return {
    'mailPack.save': async (wanted, call) => {
      const sheet = await sheetFor(wanted, services, call)
      const { project } = await projects.load(wanted.id)
      const pdf = await printPdf(sheet.html, call.signal)
      const packed = await writeZip(filesOf(sheet, csrFileName(project), pdf), new Date(now()))
      return saveFile('mailPack', fileNameOf(`${project.hostName || project.name}-mail-pack`, '.zip'), packed, services)
    },

    'mailPack.copy': async (wanted, call) => {
      const { mail } = await sheetFor(wanted, services, call)
      await desk.copy(mail)
      return null
    },
  }
}

const filesOf = (sheet: RequirementSheet, csrFile: string, pdf: Uint8Array): readonly Packed[] => [
  { name: `${sheet.names.readme}.txt`, content: sheet.readme },
  { name: csrFile, content: sheet.csr },
  { name: `${sheet.names.sheet}.pdf`, content: pdf },
  { name: `${sheet.names.sheet}.txt`, content: sheet.text },
  { name: 'acceptance-test.txt', content: sheet.acceptanceText },
  { name: 'acceptance-test.sh', content: sheet.acceptanceScript },
]

/** What was noted of the sending counts for the CSR that was sent alone. */
async function sheetFor(
  { id, language, asker }: Checked<Own>,
  { about, engine, messages, now, projects }: Services,
  call: Call,
): Promise<RequirementSheet> {
  const looked = await projects.look(id, call)
  const { project } = looked.stored
  const csr = newestCsr(project)
  if (!csr) throw callFailed('no-csr-yet', messages())
  const noted = project.submission?.csr === csr.sha256 ? project.submission : null
  const input = {
    language,
    csr: csr.pem,
    csrFile: csrFileName(project),
    appliance: project.name,
    asker: asker.trim(),
    ca: noted?.ca ?? '',
    reference: noted?.reference ?? '',
    contact: noted?.contact ?? '',
    template: noted?.template ?? '',
    counterpart: looked.counterpart?.side ?? null,
    changeWindow: project.changeWindow === null ? null : Date.parse(project.changeWindow),
    madeAt: now(),
    version: about.version,
  }
  return engine.run('requirementSheet', input, call)
}
