import { describe, expect, it } from 'vitest'
import { readZip } from '../../../electron/files/zip.ts'
import { writeZip } from '../../../electron/files/write-zip.ts'

const at = new Date('2026-11-24T12:00:00Z')

async function contents(bytes: Buffer): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const result of readZip({ name: 'pack.zip', bytes })) {
    if (!result.ok) throw new Error(result.failure.code)
    found[result.value.name] = Buffer.from(result.value.bytes).toString('utf8')
  }
  return found
}

describe('a .zip that is written', () => {
  it('holds each file as it was given, names beyond ASCII too', async () => {
    const bytes = await writeZip(
      [
        { name: 'host.csr', content: 'a request' },
        { name: 'Übersicht é.txt', content: Buffer.from('naïve') },
        { name: 'empty.txt', content: '' },
      ],
      at,
    )
    expect(await contents(bytes)).toEqual({
      'pack.zip/host.csr': 'a request',
      'pack.zip/Übersicht é.txt': 'naïve',
      'pack.zip/empty.txt': '',
    })
  })

  it('is the same for the same files and the same time', async () => {
    const files = [{ name: 'a.txt', content: 'a'.repeat(100_000) }]
    expect(Buffer.compare(await writeZip(files, at), await writeZip(files, at))).toBe(0)
  })
})
