import process from 'node:process'
import { RuleCrashed } from '../appliance/check.ts'
import { fileFailureReport } from '../engine/failure-report.ts'
import { writeFailure } from '../files/errno.ts'
import { type Language, languageOf, loadMessages, type Messages } from '../messages/messages.ts'
import { runCommandLine } from './command-line.ts'
import type { Context, ExitCode, StandardInput } from './context.ts'
import { CommandFailed, failureText } from './failure.ts'
import { wrap } from './layout.ts'
import { Output } from './output.ts'

/** What the command gets from the process that runs it. */
export interface Surroundings {
  /** Without node and the script. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: () => StandardInput
  readonly stdout: ConstructorParameters<typeof Output>[0]
  readonly stderr: ConstructorParameters<typeof Output>[1]
  readonly version: string
  readonly now: number
}

/** Runs `ome-chain` and gives its exit code. */
export async function runProgram(surroundings: Surroundings): Promise<ExitCode> {
  const { args, env, stdin, stdout, stderr, now } = surroundings
  const messages = await loadMessages(languageFor(args, env))
  const output = new Output(stdout, stderr, !args.includes('--no-color') && !env.NO_COLOR)
  const context: Context = { output, messages, now, stdin }
  try {
    return await runCommandLine(args, context, surroundings.version)
  } catch (error) {
    return reportTrouble(error, output, messages, env.OME_CHAIN_DEBUG !== undefined)
  }
}

/** `--lang` first, then the locale of the environment as POSIX ranks it. */
export function languageFor(args: readonly string[], env: Surroundings['env']): Language {
  const flag = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const asked = args[flag]?.startsWith('--lang=') ? args[flag].slice('--lang='.length) : args[flag + 1]
  if (flag >= 0) return languageOf(asked)
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value)
  return languageOf(locale ?? Intl.DateTimeFormat().resolvedOptions().locale)
}

/**
 * Ends the process when nobody takes its output any more. A reader that has seen enough (`| head`) is no failure, and
 * takes nothing away from a verdict that there is; a file on a full disk is one.
 */
export function endOnLostOutput({ args, env, stdout, stderr }: Surroundings): void {
  async function end(error: NodeJS.ErrnoException): Promise<void> {
    if (error.code !== 'EPIPE') {
      const messages = await loadMessages(languageFor(args, env))
      const failure = new CommandFailed(fileFailureReport(writeFailure(error, 'stdout'), messages))
      process.exitCode = reportTrouble(failure, new Output(stdout, stderr, false), messages, false)
    }
    process.exit()
  }
  for (const stream of [stdout, stderr]) stream.on('error', (error) => setImmediate(() => void end(error)))
}

/** Failures and bugs become sentences. */
export function reportTrouble(error: unknown, output: Output, messages: Messages, isDebugging: boolean): ExitCode {
  if (error instanceof CommandFailed) {
    output.error(failureText(error.report, output.columns))
    return error.exitCode
  }
  const rule = error instanceof RuleCrashed ? error.rule : ''
  output.error(
    wrap(messages.text('terminal.bug', { rule, name: error instanceof Error ? error.name : 'Error' }), output.columns),
  )
  if (isDebugging && error instanceof Error) output.error(String(error.stack))
  return 2
}
