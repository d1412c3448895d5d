const bytesToTell = 4

type Encoding = 'utf-16le' | 'utf-16be'

/** UTF-16 by its mark, or by the zeros that every other byte of plain English is. */
function encodingOf(head: Uint8Array): Encoding | undefined {
  const [first, second, third, fourth] = head
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (second === 0 && fourth === 0 && first !== 0 && third !== 0) return 'utf-16le'
  if (first === 0 && third === 0 && second !== 0 && fourth !== 0) return 'utf-16be'
  return undefined
}

/**
 * Brings a text that comes in pieces into bytes in which ASCII is ASCII: UTF-16, which Windows PowerShell writes when
 * output is redirected to a file, becomes UTF-8; all else stays as it is.
 */
export class Utf8Bytes {
  private head = Buffer.alloc(0)
  private convert: ((chunk: Uint8Array, isLast: boolean) => Uint8Array) | undefined

  push(chunk: Uint8Array): Uint8Array {
    if (this.convert) return this.convert(chunk, false)
    this.head = Buffer.concat([this.head, chunk])
    return this.head.length < bytesToTell ? Buffer.alloc(0) : this.start()(this.head, false)
  }

  /** What was held back to the end. */
  finish(): Uint8Array {
    return this.convert ? this.convert(Buffer.alloc(0), true) : this.start()(this.head, true)
  }

  private start(): (chunk: Uint8Array, isLast: boolean) => Uint8Array {
    const encoding = encodingOf(this.head)
    if (!encoding) return (this.convert = (chunk) => chunk)
    const decoder = new TextDecoder(encoding)
    return (this.convert = (chunk, isLast) => Buffer.from(decoder.decode(chunk, { stream: !isLast })))
  }
}
