import { describe, expect, it } from 'vitest'
import { gatherCsr } from '../../../electron/engine/gather-csr.ts'
import { writeCsrPem } from '../../../electron/pki/write-pem.ts'
import { csr } from '../../builder/authority.ts'
import { jobContext } from './context.ts'
import { csrPem, host, hostCsr, textOf } from './material.ts'

const taken = (...texts: readonly string[]) =>
  gatherCsr(
    { paths: [], texts: texts.map((text, i) => ({ name: `text ${i + 1}`, text })), password: null },
    jobContext(),
  )
const oneLine = csrPem.replaceAll('\n', '')

describe('taking a CSR', () => {
  it.each([
    ['PEM', csrPem],
    ['with text around it', `Dear CA,\r\n${csrPem.replaceAll('\n', '\r\n')}Regards`],
    ['the one-line answer of OME’s REST interface', JSON.stringify({ CertificateData: oneLine })],
    ['one line', oneLine],
    ['bare Base64', Buffer.from(hostCsr.der).toString('base64')],
    ['the label of Windows’ tools', csrPem.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')],
  ])('from %s gives clean PEM', async (_, text) => {
    expect(await taken('nothing here', text)).toEqual({
      ok: true,
      csr: csrPem,
      sha256: hostCsr.sha256,
      from: 'text 2',
    })
  })

  it('is content with the same one twice', async () => {
    expect(await taken(csrPem, oneLine)).toMatchObject({ ok: true, from: 'text 1' })
  })

  it.each([
    ['no-csr', ['a letter'], 'No certificate signing request (CSR) was found in text 1.'],
    ['not-a-csr', [textOf(host)], 'text 1 holds a certificate and no'],
    ['several-csrs', [csrPem, writeCsrPem(csr('other.lab'))], 'There are 2 different CSRs in text 1, text 2.'],
    ['web-page', ['<!doctype html><html>log in</html>'], 'text 1'],
    ['empty', ['  '], 'text 1'],
  ])('says %s', async (code, texts, detail) => {
    const answer = await taken(...texts)
    expect(answer).toMatchObject({ ok: false, failure: { code, file: texts.length === 1 ? 'text 1' : null } })
    expect(answer.ok ? '' : answer.failure.detail).toContain(detail)
  })

  it('says why a file can’t be read', async () => {
    const answer = await gatherCsr({ paths: ['/nowhere/x.csr'], texts: [], password: null }, jobContext())
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-found', file: 'x.csr' } })
  })
})
