import { execFileSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { folderWith } from './folder.ts'

/**
 * A disk of so many KiB where we may mount one, else a limit on the size of files. Linux only.
 * @param fileLimit bytes
 */
export function tinyDisk(sizeKiB: number, fileLimit: number): string {
  const folder = folderWith()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKiB}k`, 'tmpfs', folder], { stdio: 'ignore' })
    onTestFinished(() => void execFileSync('umount', [folder]))
  } catch {
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${fileLimit}:unlimited`])
    onTestFinished(() => void execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited']))
  }
  return folder
}
