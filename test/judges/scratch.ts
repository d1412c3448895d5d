import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs `work` with a function that writes a file into a temporary folder and gives its path; removes them after. */
export function withScratch<T>(work: (write: (name: string, bytes: Buffer) => string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'))
  try {
    return work((name, bytes) => {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return path
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
