import { type CsrForm, trimmedForm } from '../appliance/csr-form.ts'
import { createCsr, createKeys, exportPrivateKey, type KeySize } from '../pki/issue.ts'
import { writeCsrPem } from '../pki/write-pem.ts'
import type { JobContext } from './job.ts'

export interface MakeCsrInput {
  readonly form: CsrForm
  readonly bits: KeySize
}

export interface CsrMade {
  /** PEM. */
  readonly csr: string
  /** SHA-256 over the request. */
  readonly sha256: string
  /** The private key, not encrypted: it goes to the vault at once, and is then overwritten. */
  readonly pkcs8: Uint8Array
}

/** Key and CSR of a rehearsal, on this computer. OME never takes the certificate for them. */
export async function makeCsr({ form, bits }: MakeCsrInput, { messages, progress }: JobContext): Promise<CsrMade> {
  progress(0, 2, messages.text('engine.makingKey', { bits }))
  const keys = await createKeys(bits)
  progress(1, 2, messages.text('engine.makingCsr'))
  const wanted = trimmedForm(form)
  const csr = await createCsr(subjectOf(wanted), wanted.san, keys)
  return { csr: writeCsrPem(csr), sha256: csr.sha256, pkcs8: await exportPrivateKey(keys) }
}

/** A field left empty is no part of the name. */
const subjectOf = (form: CsrForm) => ({
  country: form.country,
  state: form.state,
  locality: form.locality,
  organization: form.businessName,
  organizationalUnit: form.departmentName,
  commonName: form.distinguishedName,
  email: form.email,
})
