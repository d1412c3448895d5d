import { spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type CsrForm, differences } from '../../../electron/appliance/csr-form.ts'
import { csrFrom } from '../../../electron/engine/csrs.ts'
import { makeCsr } from '../../../electron/engine/make-csr.ts'
import { jobContext } from './context.ts'

const form: CsrForm = {
  distinguishedName: 'oment-310.example.com',
  departmentName: 'IT',
  businessName: 'Exämple, Inc.',
  locality: 'Montpellier',
  state: 'Hérault',
  country: 'FR',
  email: 'admin@example.com',
  san: ['oment-310.example.com', '192.0.2.10', '2001:db8::10'],
}
const openssl = (input: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('openssl', args, { input })
  return { status, text: stdout.toString(), problem: stderr.toString() }
}

describe('a CSR made here', () => {
  it('is read by OpenSSL with everything that the form has', async () => {
    const { csr } = await makeCsr({ form, bits: 2048 }, jobContext())
    const { status, text, problem } = openssl(
      csr,
      ...['req', '-noout', '-verify', '-text', '-nameopt', 'RFC2253,utf8,-esc_msb'],
    )
    expect(status).toBe(0)
    expect(problem).toContain('OK')
    expect(text).toContain(
      'Subject: emailAddress=admin@example.com,CN=oment-310.example.com,OU=IT,O=Exämple\\, Inc.,L=Montpellier,ST=Hérault,C=FR',
    )
    expect(text).toContain('Public-Key: (2048 bit)')
    expect(text).toContain('DNS:oment-310.example.com, IP Address:192.0.2.10, IP Address:2001:DB8:0:0:0:0:0:10')
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption')
  })

  it('has the string types that the standard asks for', async () => {
    const { csr } = await makeCsr({ form, bits: 2048 }, jobContext())
    const { text } = openssl(csr, 'asn1parse')
    expect(text).toMatch(/countryName\n[^\n]+PRINTABLESTRING/)
    expect(text).toMatch(/emailAddress\n[^\n]+IA5STRING/)
    expect(text).toMatch(/stateOrProvinceName\n[^\n]+UTF8STRING/)
  })

  it('comes with its private key, in a buffer of its own', async () => {
    const { csr, sha256, pkcs8 } = await makeCsr({ form, bits: 2048 }, jobContext())
    const request = await csrFrom(csr)
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
    expect(Buffer.from(request.publicKey.spki)).toEqual(spki)
    expect(sha256).toBe(request.sha256)
    expect(pkcs8.byteLength).toBe(pkcs8.buffer.byteLength)
    expect(differences(form, request)).toEqual([])
  })

  it('leaves out what is left empty', async () => {
    const bare = { ...form, departmentName: '', businessName: ' ', locality: '', state: '', email: '', san: [' '] }
    const { csr } = await makeCsr({ form: bare, bits: 2048 }, jobContext())
    const { text } = openssl(csr, 'req', '-noout', '-text', '-nameopt', 'RFC2253')
    expect(text).toMatch(/Subject: CN=oment-310.example.com,C=FR\n/)
    expect(text).not.toContain('Alternative Name')
  })

  it('has a key of the size that was asked for, and says what it is at', async () => {
    const context = jobContext()
    const { csr } = await makeCsr({ form, bits: 3072 }, context)
    expect((await csrFrom(csr)).publicKey.bits).toBe(3072)
    expect(context.told.map(({ text }) => text)).toEqual(['Making an RSA key of 3072 bits…', 'Writing the CSR…'])
  })
})
