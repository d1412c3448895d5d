import type { Certificate } from '../../electron/pki/certificate.ts'
import type { Issued } from './authority.ts'

/** Certificates under the names that a case gives them. */
export type Pile = Readonly<Record<string, Issued>>

/** The case's names for certificates. */
export function labelsOf(pile: Pile): (certificate: Certificate) => string {
  const labels = new Map(Object.entries(pile).map(([label, { certificate }]) => [certificate.sha256, label]))
  return ({ sha256 }) => labels.get(sha256) ?? 'unknown'
}

export const certificatesOf = (pile: Pile): readonly Certificate[] =>
  Object.values(pile).map(({ certificate }) => certificate)
