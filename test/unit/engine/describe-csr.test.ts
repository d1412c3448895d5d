import { describe, expect, it } from 'vitest'
import type { CsrForm } from '../../../electron/appliance/csr-form.ts'
import { describeCsr } from '../../../electron/engine/describe-csr.ts'
import { writeCsrPem } from '../../../electron/pki/write-pem.ts'
import { csr } from '../../builder/authority.ts'
import { jobContext } from './context.ts'
import { csrPem, hostCsr } from './material.ts'

const form: CsrForm = {
  distinguishedName: 'other.lab',
  departmentName: '',
  businessName: '',
  locality: '',
  state: '',
  country: '',
  email: '',
  san: [],
}
const described = async (pem: string, wanted: CsrForm | null = null) =>
  structuredClone(await describeCsr({ csr: pem, file: 'my.csr', form: wanted }, jobContext()))

describe('a CSR described', () => {
  it('is decoded, judged and written clean', async () => {
    expect(await described(csrPem.replaceAll('\n', '\r\n'))).toMatchObject({
      file: 'my.csr',
      commonName: 'host.lab',
      key: { kind: 'RSA', bits: 2048, sha256: hostCsr.publicKey.sha256 },
      signature: { algorithm: 'RSA with SHA-256', valid: true },
      findings: [],
      pem: csrPem,
      details: { title: 'host.lab' },
      differences: [],
    })
  })

  it('is held against the form that it was made from', async () => {
    expect((await described(csrPem, form)).differences).toEqual([
      { field: 'distinguishedName', wanted: 'other.lab', found: 'host.lab' },
    ])
  })

  it('has no text that could turn the direction of a line', async () => {
    const disguised = await described(writeCsrPem(csr('lab.\u202Etsoh')), form)
    expect(disguised.commonName).toBe('lab.\\E2\\80\\AEtsoh')
    expect(JSON.stringify(disguised)).not.toContain('\u202E')
  })

  it('has what OME would have refused', async () => {
    const { findings } = await described(writeCsrPem(csr('*.lab')))
    expect(findings).toMatchObject([{ rule: 'csr-no-wildcard', answer: { code: 'CGEN6002' } }])
  })

  it('tells a signature that does not fit', async () => {
    const { signature } = await described(writeCsrPem(csr('x', { signature: 'wrong' })))
    expect(signature.valid).toBe(false)
  })
})
