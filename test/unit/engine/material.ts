import { writeCsrPem } from '../../../electron/pki/write-pem.ts'
import { ca, csr, type Issued, pem, server } from '../../builder/authority.ts'
import { extendedKeyUsage, purposes } from '../../builder/extensions.ts'
import { host, hostBut, hostCsr, inter, otherHost, root } from '../../builder/files.ts'

export const textOf = (...issued: readonly Issued[]): string => pem(...issued.map(({ certificate }) => certificate))
export const bytesOf = (...issued: readonly Issued[]): Uint8Array => Buffer.from(textOf(...issued))
export const csrPem = writeCsrPem(hostCsr)
export const sha = ({ certificate }: Issued): string => certificate.sha256

/** Another root by which the same intermediate can be reached, so that there are two chains. */
export const otherRoot = ca('Other root')
export const crossed = ca('Root', { by: otherRoot, key: root.key, serial: 7 })
/** Without client authentication, for the same key. */
export const serverOnly = hostBut({ extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } })
export const renewed = hostBut({ serial: 9, notAfter: Date.UTC(2035, 0, 1) })
export { csr, host, hostCsr, inter, otherHost, root, server }
