import { expect, it } from 'vitest'
import { proposedName } from '../../../electron/engine/proposed-name.ts'

it.each([
  ['oment-310.example.com', 'oment-310.example.com-chain.pem'],
  ['Zoë Ångström 1', 'Zoë-Ångström-1-chain.pem'],
  ['../../etc/passwd', 'etc-passwd-chain.pem'],
  ['-rf', 'rf-chain.pem'],
  ['a<b>:"c"|d?*', 'a-b-c-d-chain.pem'],
  ['x\u202Egnp.exe', 'x-gnp.exe-chain.pem'],
  ['*', 'appliance-chain.pem'],
  ['', 'appliance-chain.pem'],
  [null, 'appliance-chain.pem'],
  ['a'.repeat(300), `${'a'.repeat(100)}-chain.pem`],
])('for %s is %s', (host, name) => {
  expect(proposedName(host)).toBe(name)
})
