import { powerMonitor } from 'electron'
import type { VaultIdleMinutes } from '../contract/vault-views.ts'

const everyMs = 15_000
const secondsInMinute = 60

/**
 * Forgets the passphrase of the vault when the user has gone: at sleep, behind a locked screen (Windows and macOS tell
 * of it), when another user takes over (macOS), and after some time without a key or the mouse.
 * @param idleMinutes how long that is at present
 * @param lockVault whether there was a passphrase to forget
 * @param unusedSeconds since the window last asked for anything
 */
export function lockVaultWhenAway(
  lockVault: () => Promise<boolean>,
  idleMinutes: () => VaultIdleMinutes,
  unusedSeconds: () => number,
  locked: () => void,
): void {
  const lock = async (): Promise<void> => {
    if (await lockVault()) locked()
  }
  powerMonitor.on('suspend', () => void lock())
  powerMonitor.on('lock-screen', () => void lock())
  powerMonitor.on('user-did-resign-active', () => void lock())
  // Under many a Wayland desktop Chromium says 0 at all times, as nobody's hands do: then the use of this app counts.
  let isTold = false
  setInterval(() => {
    const [limit, idle] = [idleMinutes(), powerMonitor.getSystemIdleTime()]
    isTold ||= idle > 0
    if (limit !== null && (isTold ? idle : unusedSeconds()) >= limit * secondsInMinute) void lock()
  }, everyMs).unref()
}
