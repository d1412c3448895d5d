import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VaultIdleMinutes } from '../../../electron/contract/vault-views.ts'
import { lockVaultWhenAway } from '../../../electron/host/lock-vault.ts'

const idle = vi.hoisted(() => ({ seconds: 0 }))
const monitor = vi.hoisted(() => ({ emitter: undefined as EventEmitter | undefined }))
vi.mock('electron', () => ({
  powerMonitor: {
    on: (event: string, listener: () => void) => monitor.emitter?.on(event, listener),
    getSystemIdleTime: () => idle.seconds,
  },
}))

let minutes: VaultIdleMinutes
let isOpen: boolean
let unusedSeconds: number
const locked = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  monitor.emitter = new EventEmitter()
  minutes = 15
  isOpen = true
  idle.seconds = 1
  unusedSeconds = 100_000
  locked.mockReset()
  lockVaultWhenAway(
    () => {
      const was = isOpen
      isOpen = false
      return Promise.resolve(was)
    },
    () => minutes,
    () => unusedSeconds,
    locked,
  )
})
afterEach(() => vi.useRealTimers())

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

describe('the vault', () => {
  it.each(['suspend', 'lock-screen', 'user-did-resign-active'])(
    'is locked at %s, and the window told once',
    async (event) => {
      monitor.emitter?.emit(event)
      monitor.emitter?.emit(event)
      await pass(0)
      expect(isOpen).toBe(false)
      expect(locked).toHaveBeenCalledTimes(1)
    },
  )

  it.each([5, 15, 30, 60] as const)('is locked after %i minutes without the user, not before', async (limit) => {
    minutes = limit
    idle.seconds = limit * 60 - 1
    await pass(60)
    expect(locked).not.toHaveBeenCalled()
    idle.seconds = limit * 60
    await pass(15)
    expect(locked).toHaveBeenCalledTimes(1)
    await pass(60)
    expect(locked).toHaveBeenCalledTimes(1)
  })

  it('goes by the use of the app where the system never tells of a pause, as under Wayland', async () => {
    idle.seconds = 0
    unusedSeconds = 15 * 60 - 1
    await pass(60)
    expect(isOpen).toBe(true)
    unusedSeconds = 15 * 60
    await pass(15)
    expect(isOpen).toBe(false)
  })

  it('goes by the system alone once that has told of a pause', async () => {
    unusedSeconds = 0
    await pass(15)
    idle.seconds = 0
    unusedSeconds = 100_000
    await pass(60)
    expect(isOpen).toBe(true)
  })

  it('is never locked by time where the user said so, and follows a change at once', async () => {
    minutes = null
    idle.seconds = 100_000
    await pass(120)
    expect(isOpen).toBe(true)
    minutes = 5
    await pass(15)
    expect(isOpen).toBe(false)
  })
})
