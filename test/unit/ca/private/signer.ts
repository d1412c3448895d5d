import { randomBytes } from 'node:crypto'
import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { PrivateCas } from '../../../../electron/ca/private/private-cas.ts'
import { parseCsr } from '../../../../electron/pki/csr.ts'
import type { Sealer } from '../../../../electron/vault/sealer.ts'
import { Vault } from '../../../../electron/vault/vault.ts'

// A process that signs, revokes and lists what is revoked, until it is killed. It says what is done only once it is.

const [folder = '', id = '', csrFile = '', now = ''] = process.argv.slice(2)

/** As in sample.ts, which belongs to vitest. */
const flip = (bytes: Uint8Array) => Promise.resolve(Uint8Array.from(bytes, (octet) => octet ^ 0x55))
const keyStore: Sealer = { seal: flip, open: flip }
const vault = new Vault(join(folder, 'keys'), { os: keyStore })
const cas = new PrivateCas(join(folder, 'cas'), vault, { now: () => Number(now) })
const csr = parseCsr(readFileSync(csrFile))

const ca = await cas.get(id)
if (!ca.ok) throw new Error(JSON.stringify(ca.failure))
for (let round = 0; ; round++) {
  const holder = randomBytes(4).toString('hex')
  const signed = await ca.value.sign([{ csr, addedNames: [], days: 30, holder }])
  if (!signed.ok) throw new Error(JSON.stringify(signed.failure))
  for (const { serial, certificate } of signed.value) {
    writeSync(1, `signed ${serial} ${Buffer.from(certificate.der).toString('base64')}\n`)
    if (round % 4 !== 1) continue
    const revoked = await ca.value.revoke(serial, 'superseded')
    if (!revoked.ok) throw new Error(JSON.stringify(revoked.failure))
    writeSync(1, `revoked ${serial}\n`)
    const crl = await ca.value.crl()
    if (!crl.ok) throw new Error(JSON.stringify(crl.failure))
    writeSync(1, `list ${crl.value.number}\n`)
  }
}
