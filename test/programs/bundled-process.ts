/** Programs of the tests that run as processes of their own, so that a test may kill them at any moment. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { execPath } from 'node:process'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'

/** Bundles a module before the tests of the file that calls this. @returns what starts it, and gathers what it says */
export function bundledProcess(module: string) {
  const { name } = parse(module)
  const bundle = mkdtempSync(join(tmpdir(), `ome-chain-${name}-`))
  beforeAll(async () => {
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      ssr: { noExternal: true },
      build: {
        ssr: module,
        target: 'node20.19',
        outDir: bundle,
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
      },
    })
  })
  afterAll(() => rmSync(bundle, { recursive: true, force: true }))

  return (args: readonly string[]) => {
    const child = spawn(execPath, [join(bundle, `${name}.mjs`), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let complaint = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
    // What a kill cut off was not said.
    const lines = () => said.split('\n').slice(0, -1)
    return { child, lines, complaint: () => complaint, ended: once(child, 'close') }
  }
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
