const blockLength = 8
/** node-forge takes a time that grows with the square of what one call is given. */
const chunkLength = 4096

/**
 * RC2 in CBC mode (RFC 2268), padding left on, for PKCS#12 files of Windows and older tools: OpenSSL 3, and so
 * node:crypto, has it no more.
 */
export async function decryptRc2(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const { default: forge } = await import('node-forge')
  const keyText = binaryText(key)
  const chunks: Uint8Array[] = []
  for (let offset = 0; offset < data.length; offset += chunkLength) {
    const decipher = forge.rc2.createDecryptionCipher(keyText, key.length * 8)
    // CBC: what the block before was encrypted to is the initialisation vector of the rest.
    decipher.start(binaryText(offset === 0 ? iv : data.subarray(offset - blockLength, offset)))
    decipher.update(forge.util.createBuffer(binaryText(data.subarray(offset, offset + chunkLength))))
    decipher.finish(() => true)
    chunks.push(Buffer.from(decipher.output.getBytes(), 'latin1'))
  }
  return Buffer.concat(chunks)
}

const binaryText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
