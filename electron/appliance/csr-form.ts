/** OME's own fields of 'Generate Certificate Signing Request', in its order; REST names in `restBody`. */
export interface CsrForm {
  /** A host name: it becomes the common name (CN). */
  readonly distinguishedName: string
  readonly departmentName: string
  readonly businessName: string
  readonly locality: string
  readonly state: string
  readonly country: string
  readonly email: string
  readonly san: readonly string[]
}

export type CsrField = keyof CsrForm

/** What OME would say to one field, or what we advise against. */
export interface CsrFormProblem {
  readonly field: CsrField
  readonly level: 'error' | 'warning'
  /** Key of its sentence under `csrForm.problems`. */
  readonly problem: string
  readonly values: Readonly<Record<string, string | number>>
  /** Where OME answers it: `CGEN6002` with the property's name. */
  readonly answer: { readonly code: 'CGEN6002'; readonly args: readonly string[] } | null
  readonly evidence: 'documented' | 'inferred'
}

/** One difference between what the form asks for and what the CSR has. */
export interface CsrDifference {
  readonly field: CsrField
  readonly wanted: string
  readonly found: string
}
