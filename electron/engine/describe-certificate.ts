import { certificatesIn } from '../pki/found.ts'
import { read } from '../pki/read.ts'
import type { Details } from './certificate-details.ts'
import { certificateDetails } from './details.ts'
import type { JobContext } from './job.ts'

/** Everything that a certificate says, for a viewer. @throws where the PEM, which comes from us, holds none: a bug */
export async function describeCertificate(
  { pem }: { readonly pem: string },
  { messages }: JobContext,
): Promise<Details> {
  const [certificate] = certificatesIn([await read(Buffer.from(pem), 'certificate.pem')])
  if (!certificate) throw new Error('a certificate that is none')
  return certificateDetails(certificate, messages)
}
