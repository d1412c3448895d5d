import { afterEach, expect, it, vi } from 'vitest'
import { ensurePrograms } from '../../programs/debian.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

it('says what installs the programs where it may not do so itself', () => {
  vi.stubEnv('PATH', '')
  vi.spyOn(process, 'getuid').mockReturnValue(1000)
  expect(() => ensurePrograms(['cfssl', 'easyRsa'])).toThrow(
    'Missing: cfssl, make-cadir; only root on Debian installs them without asking. On Debian or Ubuntu: sudo apt-get install golang-cfssl easy-rsa',
  )
})
