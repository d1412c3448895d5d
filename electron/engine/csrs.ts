import type { Csr } from '../pki/csr.ts'
import type { ReadResult } from '../pki/found.ts'
import { read } from '../pki/read.ts'

/** Different CSRs among what was read. */
export function csrsIn(results: readonly ReadResult[]): readonly Csr[] {
  const csrs = results.flatMap(({ found }) => found.flatMap((item) => (item.kind === 'csr' ? [item.csr] : [])))
  return [...new Map(csrs.map((csr) => [csr.sha256, csr])).values()]
}

/** A CSR that lies beside certificates tells which is the appliance's own, if it is the only one. */
export function onlyCsrIn(results: readonly ReadResult[]): Csr | undefined {
  const csrs = csrsIn(results)
  return csrs.length === 1 ? csrs[0] : undefined
}

/** The CSR in a PEM text of ours. @throws where there is none: a bug */
export async function csrFrom(pem: string): Promise<Csr> {
  const csr = onlyCsrIn([await read(Buffer.from(pem), 'csr.pem')])
  if (!csr) throw new Error('a CSR that is none')
  return csr
}

export const csrIfGiven = async (pem: string | null): Promise<Csr | undefined> =>
  pem === null ? undefined : csrFrom(pem)
