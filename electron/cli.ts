#!/usr/bin/env node
import module from 'node:module'
import process from 'node:process'
import packageJson from '../package.json' with { type: 'json' }

// Node 22 and later can keep the compiled script, which halves the start; Node 20 lacks the call.
// Node 20 has no such call, and so have its types none.
;(module as { enableCompileCache?: () => unknown }).enableCompileCache?.()

const { runProgram } = await import('./commands/program.ts')

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

process.exitCode = await runProgram({
  args: process.argv.slice(2),
  env: process.env,
  stdin: () => process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  version: packageJson.version,
  now: Date.now(),
})
