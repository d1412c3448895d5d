import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const nobody = 65534
const isRoot = process.getuid?.() === 0

/** Root may do anything, and can step down for the whole process only: not in a worker, where mutation tests run. */
export const canLoseAccess = !isRoot || isMainThread

/** Takes away every right to a file or folder, and runs as somebody to whom that means something. */
export function withoutAccess<T>(path: string, run: () => T): T {
  if (process.platform === 'win32') execFileSync('icacls', [path, '/deny', '*S-1-1-0:(F)'])
  else chmodSync(path, 0)
  return isRoot ? asNobody(run) : run()
}

function asNobody<T>(run: () => T): T {
  process.seteuid?.(nobody)
  try {
    return run()
  } finally {
    process.seteuid?.(0)
  }
}
