import { rehearse } from '../../../../electron/engine/rehearsal/rehearse.ts'
import type { Rehearsal, RehearsalSide } from '../../../../electron/engine/rehearsal/rehearsal.ts'
import type { Certificate } from '../../../../electron/pki/certificate.ts'
import { ca, type Deviation, type Issued, pem, server } from '../../../builder/authority.ts'
import { type GeneralNameSpec, subjectAltName } from '../../../builder/extensions.ts'
import type { Key } from '../../../builder/keys.ts'
import { jobContext } from '../context.ts'

const rsa = { keyKind: 'rsa-2048' } as const

export const root = ca('CA-Root', rsa)
export const intermediate = ca('CA1-Inter', { by: root, ...rsa })
const sourceName = 'oment-310.example'

/** The source's own certificate, in what it differs from a good one. */
export const source = (deviation: Deviation = {}): Issued => server(sourceName, { by: intermediate, ...deviation })
const target = server('oment-400.example', { by: intermediate })
export const targetKey = target.key

/** What an appliance shows, and with which key. */
export interface Shown {
  readonly certificates: readonly Certificate[]
  readonly key: Key
}

export const shown = (leaf: Issued, ...above: readonly Issued[]): Shown => ({
  certificates: [leaf, ...above].map(({ certificate }) => certificate),
  key: leaf.key,
})
export const goodTarget = shown(target, intermediate, root)
export const goodSource = shown(source(), intermediate, root)
/** Of a chain of its own, under which the target stands as well. */
export const targetUnder = (...above: readonly [Issued, ...(readonly Issued[])]): Shown => {
  const [by] = above
  return shown(server('oment-400.example', { by, key: target.key }), ...above)
}
export const named = (...names: readonly GeneralNameSpec[]): Deviation => ({
  extensions: { subjectAltName: subjectAltName(...names) },
})

export const pkcs8Of = ({ privateKey }: Key): Uint8Array =>
  new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }))

export const sideOf = (
  name: string,
  { certificates, key }: Shown,
  more: Partial<RehearsalSide> = {},
): RehearsalSide => ({
  name,
  chain: pem(...certificates),
  key: pkcs8Of(key),
  host: null,
  ...more,
})

export const rehearseNow = (from: RehearsalSide, to: RehearsalSide): Promise<Rehearsal> =>
  rehearse({ source: from, target: to, at: Date.now() }, jobContext())
