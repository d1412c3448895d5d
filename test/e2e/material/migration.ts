import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeCsrPem } from '../../../electron/pki/write-pem.ts'
import { ca, csr, type Issued, pem, server } from '../../builder/authority.ts'
import { extendedKeyUsage, purposes } from '../../builder/extensions.ts'

/** An appliance's request, and what CAs made of it. PEM texts. */
export interface Material {
  readonly csr: string
  readonly leaf: string
  /** The same, by another intermediate under the same root. */
  readonly leafByOther: string
  /** Without client authentication, as AD CS gives it by default. */
  readonly leafForServers: string
  readonly hostName: string
}

/** The certificates of one migration, as the KB's tables have them: CA1-Inter and Inter-CA2 under CA-Root. */
export interface Migration {
  readonly source: Material
  readonly target: Material
  /** CA1-Inter, CA-Root. */
  readonly cas: string
  /** Inter-CA2, CA-Root. */
  readonly otherCas: string
}

const rsa = { keyKind: 'rsa-2048' } as const
const root = ca('CA-Root', rsa)
const intermediate = ca('CA1-Inter', { by: root, ...rsa })
const other = ca('Inter-CA2', { by: root, ...rsa })

function materialOf(hostName: string): Material {
  const good = server(hostName, { by: intermediate })
  const { key } = good
  const byKey = (by: Issued, more = {}) => pem(server(hostName, { by, key, ...more }).certificate)
  return {
    hostName,
    csr: writeCsrPem(csr(hostName, { key })),
    leaf: pem(good.certificate),
    leafByOther: byKey(other),
    leafForServers: byKey(intermediate, { extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } }),
  }
}

export const migration: Migration = {
  source: materialOf('oment-310.example.com'),
  target: materialOf('oment-400.example.com'),
  cas: pem(intermediate.certificate, root.certificate),
  otherCas: pem(other.certificate, root.certificate),
}

/** Writes texts as files of a folder. Their paths, in the order given. */
export function writeFiles(folder: string, texts: Readonly<Record<string, string | Uint8Array>>): string[] {
  mkdirSync(folder, { recursive: true })
  return Object.entries(texts).map(([name, text]) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  })
}
