import type { CsrDifference, CsrForm } from '../appliance/csr-form.ts'
import type { CsrReport } from '../appliance/report.ts'
import type { Details } from './certificate-details.ts'

export interface DescribeCsrInput {
  /** PEM. */
  readonly csr: string
  readonly file: string
  /** What it was meant to be; null where nothing was filled in. */
  readonly form: CsrForm | null
}

/** A CSR decoded, and held against what it was meant to be. */
export interface CsrView extends CsrReport {
  /** Re-wrapped at 64 columns, as every CA reads it. */
  readonly pem: string
  readonly details: Details
  readonly differences: readonly CsrDifference[]
}
