import { randomBytes } from 'node:crypto'
import { ca, pem } from '../../builder/authority.ts'
import { octetString, oid, sequence } from '../../builder/der.ts'

/** Just under what a file may have: 10 MiB, and 1000 certificates. */
const certificates = 990
const names = 20
/** An unknown extension fills each certificate up. */
const ballast = 7400

/** One file of PEM, as large as allowed: CAs that all have signed each other, many times over. */
export const hostileFile = (): string =>
  pem(
    ...Array.from({ length: certificates }, (_, i) => {
      const by = ca(`loop ${Math.floor(i / names) % names}`)
      const more = [sequence(oid('1.3.6.1.4.1.99999.1'), octetString(randomBytes(ballast)))]
      return ca(`loop ${i % names}`, { by, serial: i + 1, more }).certificate
    }),
  )
