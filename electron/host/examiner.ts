import { createHash } from 'node:crypto'
import type { Call } from '../contract/dispatch.ts'
import type { Examination, ExamineInput, NamedBytes } from '../engine/examination.ts'
import type { FailureReport } from '../engine/failure-report.ts'
import type { Messages } from '../messages/messages.ts'
import { storeFailureReport } from '../projects/failure.ts'
import { newestCsr, type Project } from '../projects/project.ts'
import type { ProjectStore } from '../projects/store.ts'
import type { JobRunner } from './engine.ts'
import { judgedAt } from '../projects/moment.ts'

export interface Examined {
  readonly examination: Examination
  /** Text of what is to be uploaded; null where there is nothing. */
  readonly upload: string | Uint8Array | null
  /** Milliseconds since 1970, by the appliance's own clock. */
  readonly at: number
  /** Imported files that can't be read any more: the rest was examined. */
  readonly troubles: readonly FailureReport[]
}

const mostRemembered = 24

/** The address by which the other appliance will reach this one; null where nobody said. */
export const addressOf = ({ address, hostName }: Project): string | null => address || hostName || null

/** Looks at the certificates of projects, and remembers what it saw as long as nothing changes that it depends on. */
export class Examiner {
  private readonly remembered = new Map<string, Examination>()

  constructor(
    private readonly store: ProjectStore,
    private readonly engine: JobRunner,
    private readonly messages: () => Messages,
  ) {}

  /** @param now milliseconds since 1970 @throws CallFailed, or what the call was aborted with */
  async examine(project: Project, now: number, call?: Call): Promise<Examined> {
    const { files, troubles } = await this.filesOf(project)
    const at = judgedAt(project, now)
    const input: ExamineInput = {
      at,
      host: addressOf(project),
      csr: newestCsr(project)?.pem ?? null,
      files,
      leaf: project.leaf,
      chain: project.chain,
      upload: project.upload.kind === 'file' ? project.upload.id : null,
    }
    const examination = await this.remember(keyOf(input, project, this.messages().language), () =>
      this.engine.run('examine', input, call),
    )
    const uploaded = files.find(({ id }) => id === input.upload)
    return { examination, upload: uploaded?.bytes ?? examination.pem, at, troubles }
  }

  private async filesOf({ id, files }: Project) {
    const read: NamedBytes[] = []
    const troubles: FailureReport[] = []
    for (const file of files.filter(({ leftOut }) => !leftOut)) {
      const bytes = await this.store.readFile(id, file.sha256)
      if (bytes.ok) read.push({ id: file.id, name: file.name, bytes: bytes.value })
      else troubles.push(storeFailureReport(bytes.failure, this.messages()))
    }
    return { files: read, troubles }
  }

  private async remember(key: string, look: () => Promise<Examination>): Promise<Examination> {
    const examination = this.remembered.get(key) ?? (await look())
    this.remembered.delete(key)
    this.remembered.set(key, examination) // the youngest stands last
    const [oldest] = this.remembered.keys()
    if (this.remembered.size > mostRemembered && oldest !== undefined) this.remembered.delete(oldest)
    return examination
  }
}

/** A digest over all that an examination depends on; of the files, those of their bytes, which were verified when read. */
function keyOf({ files, ...rest }: ExamineInput, project: Project, language: string): string {
  const isRead = new Set(files.map(({ id }) => id))
  const read = project.files.filter(({ id }) => isRead.has(id)).map(({ id, name, sha256 }) => [id, name, sha256])
  return createHash('sha256')
    .update(JSON.stringify({ language, ...rest, read }))
    .digest('hex')
}
