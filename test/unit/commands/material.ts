/** Files that the tests of the command work on, made in memory once. */
import { ca, csr, type Issued, pem, server } from '../../builder/authority.ts'
import { good, host, hostCsr, inter, otherHost, root } from '../../builder/files.ts'

export const armour = (label: string, der: Uint8Array): string => {
  const body = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`
}

export const pemOf = (...issued: readonly Issued[]): string => pem(...issued.map(({ certificate }) => certificate))

/** A chain that breaks no rule (leaf, intermediate, root), and what it was made of. */
export const chain = pemOf(...good)
export const chainCertificates = { host, inter, root }
export const csrDer = hostCsr.der
export const request = armour('CERTIFICATE REQUEST', csrDer)
/** As OME's REST interface gives it: the PEM on one line. */
export const requestJson = JSON.stringify({ CertificateData: request.replaceAll('\n', '') })

/** The other appliance of the same migration. */
export const otherChain = pemOf(otherHost, inter, root)
export const otherRequest = armour('CERTIFICATE REQUEST', csr('other.lab', { key: otherHost.key }).der)

/** The same names, another intermediate. */
const inter2 = ca('Inter2', { by: root })
export const foreignChain = pemOf(server('other.lab', { by: inter2, key: otherHost.key }), inter2, root)

/** The private key of the leaf, which nobody may ever see again. */
export const privateKey = host.key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
export const otherPrivateKey = otherHost.key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
