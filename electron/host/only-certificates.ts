import type { Call } from '../contract/dispatch.ts'
import type { FoundReport } from '../engine/file-report.ts'
import { callFailed } from './failures.ts'
import type { Services } from './services.ts'

/** As we write them ourselves, which is how the window came to them. */
const canonical = /^(?:-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n)+$/

/** The text that the window wants to have saved, if certificates are all that it holds. @throws CallFailed */
export async function onlyCertificates(
  pem: string,
  { engine, messages }: Pick<Services, 'engine' | 'messages'>,
  call: Call,
): Promise<string> {
  if (!canonical.test(pem)) throw callFailed('bad-input', messages())
  const input = { paths: [], texts: [{ name: 'certificates.pem', text: pem }], password: null }
  const { files } = await engine.run('gather', input, call)
  const reports = files.map(({ report }) => report)
  const isClean = reports.every(({ found, unreadable }) => unreadable.length === 0 && found.every(isCertificate))
  if (!isClean) throw callFailed('bad-input', messages())
  return pem
}

const isCertificate = ({ kind }: FoundReport): boolean => kind === 'certificate'
