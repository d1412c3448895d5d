import { isIP } from 'node:net'
import type { Csr } from './csr.ts'

/** A host name or an address for the SAN. */
export interface AlternativeName {
  readonly kind: 'dns' | 'ip'
  readonly value: string
}

export const alternativeName = (value: string): AlternativeName => ({ kind: isIP(value) === 0 ? 'dns' : 'ip', value })

/** The host names and addresses in a request's SAN; other kinds of names a TLS server has no use for. */
export const requestedNames = ({ extensions }: Csr): readonly AlternativeName[] =>
  (extensions.subjectAltName ?? []).flatMap(({ kind, value }) =>
    kind === 'dns' || kind === 'ip' ? [{ kind, value }] : [],
  )
