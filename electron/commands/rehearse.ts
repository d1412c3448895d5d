import { fileFailureReport } from '../engine/failure-report.ts'
import { Readings } from '../engine/readings.ts'
import { rehearse } from '../engine/rehearsal/rehearse.ts'
import { limits } from '../files/limits.ts'
import { readFileBytes } from '../files/read-bytes.ts'
import { readPrivateKeys } from '../pki/private-keys.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { CommandFailed, commandFailed } from './failure.ts'
import { rehearsalText } from './rehearse-text.ts'
import { askSecret } from './secrets.ts'

export interface RehearseOptions {
  readonly sourceKey: string
  readonly targetKey: string
  readonly sourceKeyPasswordFile?: string
  readonly targetKeyPasswordFile?: string
  readonly sourceHost?: string
  readonly targetHost?: string
  readonly json?: boolean
}

/** `ome-chain rehearse SOURCE TARGET`: real handshakes between two chains whose keys are here. */
export async function runRehearse(
  source: string,
  target: string,
  options: RehearseOptions,
  context: Context,
): Promise<ExitCode> {
  const { sourceHost = null, targetHost = null, sourceKeyPasswordFile, targetKeyPasswordFile } = options
  const chains = { source: bytesOf(source, context), target: bytesOf(target, context) }
  const dialogue = new Dialogue(context)
  const sourceLock = { file: sourceKeyPasswordFile, option: '--source-key-password-file' } as const
  const targetLock = { file: targetKeyPasswordFile, option: '--target-key-password-file' } as const
  const sourceKey = await keyIn(options.sourceKey, sourceLock, dialogue, context)
  const targetKey = await keyIn(options.targetKey, targetLock, dialogue, context)
  const rehearsal = await rehearse(
    {
      source: { name: source, chain: chains.source, key: sourceKey, host: sourceHost },
      target: { name: target, chain: chains.target, key: targetKey, host: targetHost },
      at: context.now,
    },
    { messages: context.messages, signatures: new Map(), readings: new Readings(), progress: () => undefined },
  )
  if (options.json) context.output.json(rehearsal)
  else context.output.line(rehearsalText(rehearsal, { source, target }, context))
  return rehearsal.outcome === 'shaken' ? 0 : 1
}

function bytesOf(path: string, { messages }: Context): Buffer {
  const bytes = readFileBytes(path, limits.fileBytes)
  if (!bytes.ok) throw new CommandFailed(fileFailureReport(bytes.failure, messages))
  return bytes.value
}

/** Where the password of a key would come from. */
interface Lock {
  readonly file: string | undefined
  readonly option: '--source-key-password-file' | '--target-key-password-file'
}

/** The private key in a file, as PKCS#8; a password is asked for where it takes one. @throws CommandFailed */
async function keyIn(path: string, { file, option }: Lock, dialogue: Dialogue, context: Context): Promise<Uint8Array> {
  const bytes = bytesOf(path, context)
  const plain = file === undefined ? await readPrivateKeys(bytes) : undefined
  if (plain?.keys[0]) return plain.keys[0]
  if (plain && !plain.problems.includes('password-needed'))
    throw commandFailed('no-private-key', context.messages, { file: path })
  const source = { file, option, question: 'terminal.typed.keyPassword', opens: path } as const
  const { keys, problems } = await readPrivateKeys(bytes, await askSecret(source, dialogue, context))
  if (keys[0]) return keys[0]
  const isLocked = problems.includes('password-wrong') || problems.includes('password-needed')
  throw commandFailed(isLocked ? 'key-password-wrong' : 'no-private-key', context.messages, { file: path, option })
}
