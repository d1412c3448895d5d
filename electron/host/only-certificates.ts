import type { Call } from '../contract/dispatch.ts'
import { callFailed } from './failures.ts'
import type { Services } from './services.ts'

/** The text that the window wants to have saved, if certificates are all that it holds. @throws CallFailed */
export async function onlyCertificates(
  pem: string,
  { engine, messages }: Pick<Services, 'engine' | 'messages'>,
  call: Call,
): Promise<string> {
  const input = { paths: [], texts: [{ name: 'certificates.pem', text: pem }], password: null }
  const { files } = await engine.run('gather', input, call)
  const [report] = files.map((file) => file.report)
  const isClean = report?.unreadable.length === 0 && report.found.every(({ kind }) => kind === 'certificate')
  if (!isClean || report.found.length === 0) throw callFailed('bad-input', messages())
  return pem
}
