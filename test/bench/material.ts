import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certificate } from '../../electron/pki/certificate.ts'
import { ca, type Issued, pem, server } from '../builder/authority.ts'

const rsa = { keyKind: 'rsa-2048' } as const

/** A root, `depth - 2` intermediates and a leaf, leaf first, all RSA 2048. */
export function chainOf(depth: number): readonly Certificate[] {
  const issued: Issued[] = [ca('bench root', rsa)]
  for (let i = 1; i < depth - 1; i++) issued.push(ca(`bench intermediate ${i}`, { ...rsa, by: last(issued) }))
  issued.push(server('bench.example.com', { by: last(issued) }))
  return issued.map(({ certificate }) => certificate).reverse()
}

const last = (issued: readonly Issued[]): Issued => {
  const one = issued.at(-1)
  if (!one) throw new Error('nothing issued')
  return one
}

/**
 * 200 certificates of one organisation: 10 roots that cross-signed each other (100 certificates), 10 intermediates each
 * under every third root or so (40), and 60 leaves of which the first is the one to find.
 */
export function tangledPile(): { readonly leaf: Certificate; readonly pile: readonly Certificate[] } {
  const roots = names(10, 'root').map((name) => ca(name, rsa))
  const cross = roots.flatMap((subject, i) =>
    roots.filter((by) => by !== subject).map((by) => ca(`root ${i}`, { ...rsa, key: subject.key, by })),
  )
  const intermediates = names(10, 'intermediate').map((name, i) => ca(name, { ...rsa, by: at(roots, i) }))
  const editions = intermediates.flatMap((one, i) =>
    [1, 2, 3].map((step) => ca(`intermediate ${i}`, { ...rsa, key: one.key, by: at(roots, i + step) })),
  )
  const leaves = names(60, 'appliance').map((name, i) => server(name, { by: at(intermediates, i) }))
  const pile = [...leaves, ...editions, ...intermediates, ...cross, ...roots].map(({ certificate }) => certificate)
  return { leaf: at(leaves, 0).certificate, pile }
}

const names = (count: number, kind: string): string[] => Array.from({ length: count }, (_, i) => `${kind} ${i}`)

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}

/** Files of `count` different chains of three: 50 CAs under one root each, and their leaves. Returns the paths. */
export function writeChains(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true })
  const authorities = names(50, 'issuer').map((name, i) => {
    const root = ca(`root of ${name}`, { ...rsa, serial: i + 1 })
    return { root, issuer: ca(name, { ...rsa, by: root }) }
  })
  return Array.from({ length: count }, (_, i) => {
    const { root, issuer } = at(authorities, i)
    const leaf = server(`host-${i}.example.com`, { by: issuer, serial: i + 1, key: at(authorities, i + 1).issuer.key })
    const path = join(folder, `chain-${i}.pem`)
    writeFileSync(path, pem(leaf.certificate, issuer.certificate, root.certificate))
    return path
  })
}
