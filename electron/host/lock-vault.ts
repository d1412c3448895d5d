import { powerMonitor } from 'electron'

const idleSeconds = 15 * 60
const everyMs = 60_000

/** Forgets the passphrase of the vault when the user has gone: at sleep, behind a locked screen, after a quarter of an hour. */
export function lockVaultWhenAway(lockVault: () => Promise<boolean>, locked: () => void): void {
  const lock = async (): Promise<void> => {
    if (await lockVault()) locked()
  }
  powerMonitor.on('suspend', () => void lock())
  powerMonitor.on('lock-screen', () => void lock())
  setInterval(() => {
    if (powerMonitor.getSystemIdleTime() >= idleSeconds) void lock()
  }, everyMs).unref()
}
