import { readFailure } from './errno.ts'
import { done, failed, type FileResult } from './failure.ts'

/** All bytes of a stream such as standard input, under the name by which to call it. Stops at the limit. */
export async function readStreamBytes(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  limitBytes: number,
): Promise<FileResult<Buffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of stream) {
      length += chunk.length
      if (length > limitBytes) return failed({ code: 'too-large', file: name, limit: limitBytes })
      chunks.push(chunk)
    }
  } catch (error) {
    return failed(readFailure(error, name))
  }
  return done(Buffer.concat(chunks))
}
