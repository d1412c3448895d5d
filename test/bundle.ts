import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the bundles: `cli.js` and `demo.js`. */
    readonly bundle: string
  }
}

/**
 * Builds the command as `npm run build` does, before any test and into a folder of this run: what is tested as a process
 * is never stale, and two runs don't build over each other.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const root = join(import.meta.dirname, '..')
  const folder = mkdtempSync(join(tmpdir(), 'ome-chain-bundle-'))
  await build({
    root,
    configFile: join(root, 'build/vite.command.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder },
  })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  project.provide('bundle', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
