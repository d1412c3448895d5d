import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Found, Place, ReadResult } from '../../../electron/pki/found.ts'
import { read, type ReadOptions } from '../../../electron/pki/read.ts'

/** A file of test/fixtures by its path there. */
export const fixture = (path: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url)))

export const certificatePem = (name: string): string => fixture(`files/certificates/${name}.pem`).toString('latin1')
export const certificateDer = (name: string): Buffer => derOf(certificatePem(name))

/** The content of the first armour of a clean PEM. */
export const derOf = (pem: string): Buffer =>
  Buffer.from(pem.replace(/^[^]*?-----BEGIN [^-]+-----\n([^-]+)-[^]*$/, '$1'), 'base64')

export function armour(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}

/** A result in words: `certificate oment-310 at data.crt`, `truncated at 42`, `crlf 1`. */
export interface Summary {
  readonly form: string
  readonly found: readonly string[]
  readonly unreadable: readonly string[]
  readonly quirks: readonly string[]
}

export async function summaryOf(bytes: Uint8Array | string, options?: ReadOptions): Promise<Summary> {
  const source = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
  return summary(await read(source, 'file', options))
}

export const summary = ({ form, found, unreadable, quirks }: ReadResult): Summary => ({
  form,
  found: found.map((item) => `${nameOf(item)}${placeOf(item.place)}`),
  unreadable: unreadable.map(({ reason, place }) => `${reason}${placeOf(place)}`),
  quirks: quirks.map(({ kind, line }) => `${kind} ${line}`),
})

function nameOf(item: Found): string {
  if (item.kind === 'certificate') return `certificate ${item.certificate.subject.commonName ?? ''}`
  if (item.kind === 'csr') return `csr ${item.csr.subject.commonName ?? ''}`
  if (item.kind === 'private-key') return `${item.encrypted ? 'encrypted' : 'open'} private-key`
  return item.kind
}

function placeOf({ within, line, byte }: Place): string {
  const parts = [
    ...within,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(byte === undefined ? [] : [`byte ${byte}`]),
  ]
  return parts.length === 0 ? '' : ` at ${parts.join(' ')}`
}
