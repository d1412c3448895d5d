import { pipeline, Readable } from 'node:stream'
import { extract, type Header } from 'tar-stream'

/** One of the files in a tar, to be read piece by piece. */
export interface TarStream {
  readonly name: string
  readonly stream: AsyncIterable<Uint8Array>
}

/**
 * Those files of a tar whose names are wanted, as streams: each must be read to its end before the next is asked for.
 * Throws where the source or the tar is damaged.
 */
export async function* streamTar(
  source: AsyncIterable<Uint8Array>,
  isWanted: (name: string) => boolean,
): AsyncGenerator<TarStream> {
  const tar = extract()
  // What goes wrong reaches us through the loop below; the callback is there for the types.
  pipeline(Readable.from(source), tar, () => undefined)
  for await (const entry of tar) {
    if (isFile(entry.header) && isWanted(entry.header.name)) yield { name: entry.header.name, stream: bytesOf(entry) }
    else entry.resume()
  }
}

const isFile = ({ type }: Header): boolean => type === 'file' || type === 'contiguous-file'

/** The library's types leave open what its streams hold: bytes. */
async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of entry) if (chunk instanceof Uint8Array) yield chunk
}
