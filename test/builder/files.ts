import type { Certificate } from '../../electron/pki/certificate.ts'
import type { Csr } from '../../electron/pki/csr.ts'
import type { Found, Place, ReadResult } from '../../electron/pki/found.ts'
import type { CheckInput } from '../../electron/appliance/check.ts'
import type { Upload } from '../../electron/appliance/rule.ts'
import { ca, csr, type Deviation, type Issued, now, server } from './authority.ts'
import { key } from './keys.ts'

/** A chain that breaks no rule, and the CSR that its leaf was made for. */
export const root = ca('Root')
export const inter = ca('Inter', { by: root })
export const host = server('host.lab', { by: inter })
export const hostCsr = csr('host.lab', { key: host.key })
export const good: readonly Issued[] = [host, inter, root]

/** The good leaf but for this; its key is the same. */
export const hostBut = (deviation: Deviation, subject: Issued['subject'] = host.subject): Issued =>
  server(subject, { by: inter, key: host.key, ...deviation })

/** The good chain with another root, intermediate or leaf in place. */
export function goodBut({ rootBut, interBut, leafBut }: Readonly<Record<string, Deviation>>): readonly Issued[] {
  const newRoot = rootBut ? ca('Root', rootBut) : root
  const newInter = ca('Inter', { by: newRoot, ...interBut })
  return [hostBut({ by: newInter, ...leafBut }), newInter, newRoot]
}

/** Another appliance's leaf of the same CAs. */
export const otherHost = server('other.lab', { by: inter, key: key('other.lab', 'rsa-2048') })

/** A file as a case describes it: by default the good chain in clean PEM, uploaded as a chain, without CSR. */
export interface FileSpec {
  readonly pile?: readonly Issued[]
  readonly csr?: Csr
  readonly upload?: Upload
  readonly at?: number
  readonly host?: string
  /** What else was found. */
  readonly objects?: readonly Found[]
  readonly read?: Partial<Pick<ReadResult, 'form' | 'unreadable' | 'quirks'>>
}

const file = 'chain.pem'
export const place = (part: Partial<Place> = {}): Place => ({ file, within: [], ...part })

const foundCertificate = (certificate: Certificate): Found => ({ kind: 'certificate', certificate, place: place() })

export const readResult = ({ pile = good, objects = [], read }: FileSpec): ReadResult => ({
  file,
  form: 'pem',
  found: [...pile.map(({ certificate }) => foundCertificate(certificate)), ...objects],
  unreadable: [],
  quirks: [],
  ...read,
})

export const inputOf = (spec: FileSpec): CheckInput => ({
  read: readResult(spec),
  csr: spec.csr,
  upload: spec.upload ?? 'chain',
  at: spec.at ?? now,
  host: spec.host,
})
