import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { ProjectStore } from '../../../electron/projects/store.ts'
import { fileOf, sha256, valueOf } from './sample.ts'

// A process that saves a project: until it is killed, or so many lines. It says what is saved only once it is.

const [folder = '', id = '', name = '', count = ''] = process.argv.slice(2)
const store = new ProjectStore(folder)

if (count === '') await saveForEver()
else for (let line = 0; line < Number(count); line++) await addLine(`${name}${line}`)

async function addLine(line: string): Promise<void> {
  const add = await store.update(id, 'notes', (project) => ({ ...project, notes: `${project.notes}${line}\n` }))
  writeSync(1, `${valueOf(add).revision} ${line}\n`)
}

async function saveForEver(): Promise<never> {
  for (let i = Number(valueOf(await store.load(id)).project.notes) + 1; ; i++) {
    const bytes = randomBytes(3000)
    const files = new Map(i % 3 === 0 ? [[sha256(bytes), bytes]] : [])
    const saved = await store.update(
      id,
      'files-added',
      (project) => ({
        ...project,
        notes: String(i),
        files: files.size > 0 ? [...project.files.slice(-5), fileOf(bytes)] : project.files,
      }),
      { files, quiet: i % 4 === 1 },
    )
    writeSync(1, `${valueOf(saved).revision} ${i}\n`)
  }
}
