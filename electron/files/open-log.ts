import { createReadStream, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { archiveFailure } from './errno.ts'
import { done, failed, type FileResults } from './failure.ts'
import { headBytes, kindOf, type Kind } from './kind.ts'
import { isApplicationLog } from './log-names.ts'
import { peek } from './peek.ts'
import { streamTar } from './tar.ts'
import { streamZip } from './zip.ts'

/** A piece of a log, in order. When the name changes, the next log has begun. */
export interface LogChunk {
  readonly name: string
  readonly bytes: Buffer
}

/** A path, or a stream such as standard input under the name by which to call it. */
export type LogSource = string | { readonly name: string; readonly stream: AsyncIterable<Uint8Array> }

type Chunks = FileResults<LogChunk>
type Stream = AsyncIterable<Uint8Array>

const chunkBytes = 256 * 1024
const anyKind: readonly Kind[] = ['zip', 'tar', 'gzip', 'other-archive']

/**
 * The log in a file or stream, piece by piece and never all in memory: the text itself, or packed as .gz; of a log
 * bundle (.zip, .tar, .tar.gz, by content) every tomcat/application.log in it, one after the other. A failure ends the
 * log or the bundle that it names.
 */
export async function* openLog(source: LogSource): Chunks {
  const name = typeof source === 'string' ? source : source.name
  try {
    if (typeof source === 'string') yield* logsAt(source)
    else yield* logsIn(name, source.stream, anyKind)
  } catch (error) {
    yield failed(archiveFailure(error, name, 'archive-damaged'))
  }
}

async function* logsAt(path: string): Chunks {
  const stat = statSync(path)
  if (stat.isDirectory()) return yield failed({ code: 'is-folder', file: path })
  const stream = createReadStream(path, { highWaterMark: chunkBytes })
  try {
    yield* logsIn(path, stream, anyKind, stat.isFile())
  } finally {
    stream.destroy()
  }
}

/** What is no archive of the expected kinds is text. The name is a path where `isOnDisk`. */
async function* logsIn(name: string, stream: Stream, expected: readonly Kind[], isOnDisk = false): Chunks {
  const { head, all } = await peek(stream, headBytes)
  const kind = kindOf(head)
  if (!expected.includes(kind)) for await (const bytes of all) yield done({ name, bytes })
  else if (kind === 'gzip') yield* logsIn(name, gunzip(all), withoutGzip(expected))
  else if (kind === 'tar') yield* logsInTar(name, all)
  else if (kind === 'other-archive') yield failed({ code: 'archive-unknown', file: name })
  else if (isOnDisk) yield* logsInZip(name)
  else yield failed({ code: 'zip-from-pipe', file: name })
}

/** A .gz holds a tar or text: nobody packs twice. */
const withoutGzip = (expected: readonly Kind[]): readonly Kind[] => expected.filter((kind) => kind === 'tar')

/** What goes wrong in the source reaches the reader through the stream; the callback is there for the types. */
const gunzip = (stream: Stream): Stream => pipeline(Readable.from(stream), createGunzip(), () => undefined)

/** A tar can't be read on behind a damaged place. */
async function* logsInTar(bundle: string, stream: Stream): Chunks {
  let name = bundle
  let found = 0
  try {
    for await (const log of streamTar(stream, isApplicationLog)) {
      found++
      name = `${bundle}/${log.name.replace(/^(?:\.\/)+/, '')}`
      yield* logsIn(name, log.stream, ['gzip'])
    }
  } catch (error) {
    return yield failed(archiveFailure(error, name, 'archive-damaged'))
  }
  if (found === 0) yield failed({ code: 'log-not-in-archive', file: bundle })
}

async function* logsInZip(path: string): Chunks {
  let found = 0
  const file = await open(path, 'r')
  try {
    for await (const log of streamZip({ name: path, file, size: (await file.stat()).size }, isApplicationLog)) {
      found++
      if (log.ok) yield* oneLogOfZip(log.value.name, log.value.stream)
      else yield log
    }
  } finally {
    await file.close()
  }
  if (found === 0) yield failed({ code: 'log-not-in-archive', file: path })
}

async function* oneLogOfZip(name: string, stream: Stream): Chunks {
  try {
    yield* logsIn(name, stream, ['gzip'])
  } catch (error) {
    yield failed(archiveFailure(error, name, 'zip-damaged'))
  }
}
