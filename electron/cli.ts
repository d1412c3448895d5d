#!/usr/bin/env node
import module from 'node:module'
import process from 'node:process'
import packageJson from '../package.json' with { type: 'json' }

// Node 22 and later can keep the compiled script, which halves the start; Node 20 lacks the call.
// Node 20 has no such call, and so have its types none.
;(module as { enableCompileCache?: () => unknown }).enableCompileCache?.()

const { reportLostOutput, runProgram } = await import('./commands/program.ts')

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

/** A reader that has seen enough (`| head`) is no failure, and takes nothing away from a verdict that there is. */
async function endEarly(error: NodeJS.ErrnoException): Promise<void> {
  if (error.code !== 'EPIPE') process.exitCode = await reportLostOutput(error, surroundings)
  process.exit()
}
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => setImmediate(() => void endEarly(error)))
}

process.exitCode = await runProgram(surroundings)
opened.stdin?.destroy() // What is still to come is of no interest, and must not keep us here.
