#!/usr/bin/env node
import module from 'node:module'
import process from 'node:process'
import packageJson from '../package.json' with { type: 'json' }

// Node 22 and later can keep the compiled script, which halves the start; Node 20 lacks the call.
// Node 20 has no such call, and so have its types none.
;(module as { enableCompileCache?: () => unknown }).enableCompileCache?.()

const { endOnLostOutput, runProgram } = await import('./commands/program.ts')

const opened: { stdin?: typeof process.stdin } = {}
const surroundings = {
  args: process.argv.slice(2),
  env: process.env,
  stdin: () => (opened.stdin ??= process.stdin),
  stdout: process.stdout,
  stderr: process.stderr,
  version: packageJson.version,
  now: Date.now(),
}

endOnLostOutput(surroundings)
process.exitCode = await runProgram(surroundings)
opened.stdin?.destroy() // What is still to come is of no interest, and must not keep us here.
