import { randomBytes } from 'node:crypto'
import { ca, pem, server } from '../../builder/authority.ts'
import { octetString, oid, sequence } from '../../builder/der.ts'

/** Just under what a file may have: 10 MiB, 1000 certificates, and 3 KiB for each of them. */
const certificates = 990
const names = 20
/** An unknown extension fills each certificate up, and text around it the file. */
const ballast = 2300
const around = `${'what some tool wrote about the certificate that follows '.repeat(120)}\n`

/** One file of PEM, as large as is read: a leaf, and CAs that all have signed each other, many times over. */
export const hostileFile = (): string =>
  pem(server('hostile.example.com', { by: ca('loop 0') }).certificate) +
  Array.from({ length: certificates }, (_, i) => {
    const by = ca(`loop ${Math.floor(i / names) % names}`)
    const more = [sequence(oid('1.3.6.1.4.1.99999.1'), octetString(randomBytes(ballast)))]
    return around + pem(ca(`loop ${i % names}`, { by, serial: i + 1, more }).certificate)
  }).join('')
