/** The first bytes of a stream, at least so many unless it is shorter, and the whole stream, those bytes included. */
export interface Peeked {
  readonly head: Buffer
  readonly all: AsyncIterable<Buffer>
}

export async function peek(stream: AsyncIterable<Uint8Array>, atLeast: number): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < atLeast) {
    const next = await iterator.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  return { head, all: resume(head, iterator) }
}

async function* resume(head: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield asBuffer(next.value)
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
