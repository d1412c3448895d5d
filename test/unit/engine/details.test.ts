import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Details } from '../../../electron/engine/certificate-details.ts'
import { describeCertificate } from '../../../electron/engine/describe-certificate.ts'
import { certificateDetails, csrDetails } from '../../../electron/engine/details.ts'
import { loadMessages } from '../../../electron/messages/messages.ts'
import { ca, csr, leaf, pem } from '../../builder/authority.ts'
import { oid, sequence } from '../../builder/der.ts'
import * as extensions from '../../builder/extensions.ts'
import { jobContext } from './context.ts'
import { csrPem, host, hostCsr, inter, root, textOf } from './material.ts'

const messages = await loadMessages('en')
/** By section, the rows as `label: value`. */
const told = ({ sections }: Details): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(sections.map(({ title, rows }) => [title, rows.map(({ label, value }) => `${label}: ${value}`)]))

describe('the details of a certificate', () => {
  it('say everything that it says', () => {
    const details = certificateDetails(host.certificate, messages)
    const { fingerprint } = new X509Certificate(pem(host.certificate))
    expect(details).toMatchObject({ title: 'host.lab', pem: textOf(host) })
    expect(told(details)).toEqual({
      'Issued to': ['Common name (CN): host.lab'],
      'Issued by': ['Common name (CN): Inter'],
      Validity: ['Valid from: 2024-01-01 00:00 UTC', 'Valid until: 2034-01-01 00:00 UTC'],
      'Key and signature': [
        'Public key: RSA 2048',
        `Key digest (SHA-256): ${createHash('sha256').update(host.key.spki).digest('hex')}`,
        'Signature algorithm: Ed25519',
      ],
      'What it may be used for': [
        'Key usage: digital signature (digitalSignature), key encipherment (keyEncipherment)',
        'Extended key usage (EKU): server authentication (serverAuth, 1.3.6.1.5.5.7.3.1), client authentication (clientAuth, 1.3.6.1.5.5.7.3.2)',
        'Alternative names (SAN): DNS name host.lab',
        'Basic constraints: not there',
      ],
      'Further extensions': [
        `Subject key identifier: ${Buffer.from(host.key.id).toString('hex')}`,
        `Authority key identifier: ${Buffer.from(inter.key.id).toString('hex')}`,
      ],
      'Fingerprints and numbers': [
        'Serial number: 01',
        'Version: 3',
        `Fingerprint (SHA-256): ${host.certificate.sha256}`,
        `Fingerprint (SHA-1): ${fingerprint.replaceAll(':', '').toLowerCase()}`,
      ],
    })
  })

  it.each([
    [true, undefined, 'a CA'],
    [true, 0, 'a CA that may sign end certificates only'],
    [true, 1, 'a CA with at most one CA below it'],
    [true, 3, 'a CA with at most 3 CAs below it'],
    [false, undefined, 'not a CA'],
  ])('say of basic constraints %s %s: %s', (isCa, pathLength, words) => {
    const { certificate } = ca('X', { extensions: { basicConstraints: extensions.basicConstraints(isCa, pathLength) } })
    expect(told(certificateDetails(certificate, messages))['What it may be used for']?.at(-1)).toBe(
      `Basic constraints: ${words}`,
    )
  })

  it('name further purposes, names, addresses and what is not understood', () => {
    const { certificate } = leaf(
      ['C=FR', 'ST=Hérault', 'L=Montpellier', 'O=Lab', 'OU=IT', 'CN=x', 'emailAddress=a@b.c'],
      {
        extensions: {
          extendedKeyUsage: extensions.extendedKeyUsage('1.3.6.1.5.5.7.3.3', '1.2.3.4'),
          subjectAltName: extensions.subjectAltName(
            'dns:x.lab',
            { ip: [192, 0, 2, 1] },
            'email:a@b.c',
            'uri:https://x',
          ),
          caIssuers: extensions.caIssuers('http://ca.lab/inter.cer'),
          nameConstraints: extensions.nameConstraints({ permitted: ['dns:lab'], excluded: ['dns:bad.lab'] }),
        },
        more: [extensions.extension('1.2.3.4.5', sequence(oid('1.2.3')), true)],
      },
    )
    const all = told(certificateDetails(certificate, messages))
    expect(all['Issued to']).toEqual([
      'E-mail: a@b.c',
      'Common name (CN): x',
      'Department (OU): IT',
      'Organization (O): Lab',
      'Locality (L): Montpellier',
      'State (ST): Hérault',
      'Country (C): FR',
    ])
    expect(all['What it may be used for']).toEqual(
      expect.arrayContaining([
        'Extended key usage (EKU): codeSigning (1.3.6.1.5.5.7.3.3), 1.2.3.4',
        'Alternative names (SAN): DNS name x.lab, IP address 192.0.2.1, e-mail a@b.c, URI https://x',
      ]),
    )
    expect(all['Further extensions']).toEqual(
      expect.arrayContaining([
        'Where the issuer’s certificate is (AIA): http://ca.lab/inter.cer',
        'Permitted names: DNS name lab',
        'Excluded names: DNS name bad.lab',
        'Unknown critical extensions: 1.2.3.4.5',
      ]),
    )
  })

  it('show control characters and direction marks as what they are', () => {
    const { certificate } = leaf(['CN=a\u202Eb\nc'])
    const details = certificateDetails(certificate, messages)
    expect(details.title).toBe('a\\E2\\80\\AEb\\0Ac')
    expect(JSON.stringify(details.sections)).not.toMatch(/\u202E|\\n/)
  })

  it('say where there is no name and no extension', () => {
    const { certificate } = leaf([], { version: 1 })
    const all = told(certificateDetails(certificate, messages))
    expect(all['Issued to']).toEqual(['Common name (CN): not there'])
    expect(all['What it may be used for']).toHaveLength(4)
    expect(all['Further extensions']).toBeUndefined()
  })

  it('have a line that explains each label of ours', () => {
    for (const one of [host, inter, root]) {
      const rows = certificateDetails(one.certificate, messages).sections.flatMap((section) => section.rows)
      for (const { hint, value } of rows) {
        expect(hint).toMatch(/\.$/)
        expect(value).not.toBe('')
      }
    }
  })

  it('are a job of the worker, from PEM', async () => {
    const context = jobContext()
    const details = structuredClone(await describeCertificate({ pem: textOf(inter) }, context))
    expect(details.title).toBe('Inter')
    await expect(describeCertificate({ pem: 'none' }, context)).rejects.toThrow('a certificate that is none')
  })
})

describe('the details of a CSR', () => {
  it('say what it asks for', () => {
    const request = csr('host.lab', {
      key: host.key,
      extensions: [extensions.subjectAltName('dns:host.lab', { ip: [192, 0, 2, 1] })],
    })
    const details = csrDetails(request, messages)
    expect(details.title).toBe('host.lab')
    expect(told(details)).toEqual({
      'Issued to': ['Common name (CN): host.lab'],
      'Key and signature': [
        'Public key: RSA 2048',
        `Key digest (SHA-256): ${request.publicKey.sha256}`,
        'Signature algorithm: RSA with SHA-256',
        'Signature: fits the key',
      ],
      'What the request asks for': [
        'Key usage: not there',
        'Extended key usage (EKU): not there',
        'Alternative names (SAN): DNS name host.lab, IP address 192.0.2.1',
        'Basic constraints: not there',
      ],
      'Fingerprints and numbers': [`Fingerprint of the request (SHA-256): ${request.sha256}`],
    })
    expect(csrDetails(hostCsr, messages).pem).toBe(csrPem)
  })

  it('say where its signature is not of its key', () => {
    const all = told(csrDetails(csr('x', { signature: 'wrong' }), messages))
    expect(all['Key and signature']?.at(-1)).toBe(
      'Signature: does not fit the key: the request was changed, or is damaged',
    )
  })
})
