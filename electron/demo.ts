import { resolve } from 'node:path'
import process from 'node:process'
import packageJson from '../package.json' with { type: 'json' }
import { runDemo } from './commands/demo.ts'
import { endOnLostOutput } from './commands/program.ts'

const surroundings = {
  args: [],
  env: process.env,
  stdin: () => process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  version: packageJson.version,
  now: Date.now(),
}

endOnLostOutput(surroundings)
process.exitCode = await runDemo(resolve('ome-chain-demo'), surroundings)
