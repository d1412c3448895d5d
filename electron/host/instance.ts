import { app } from 'electron'
import { filesNamedIn } from './command-line.ts'
import { givenPaths } from './picked.ts'

export interface InstanceEvents {
  /** Files from the command line, from the file manager, or from a second copy of the app. */
  readonly filesOpened: (paths: readonly string[]) => void
  /** The user started the app a second time. */
  readonly startedAgain: () => void
}

/** Before the app is ready. Returns false where another copy runs already: it has been told what to open. */
export function claimInstance({ filesOpened, startedAgain }: InstanceEvents): boolean {
  const files = filesNamedIn(process.argv, process.cwd(), process.defaultApp)
  if (!app.requestSingleInstanceLock({ files })) return false
  if (files.length > 0) filesOpened(files)
  app.on('second-instance', (_event, _argv, _folder, data) => {
    startedAgain()
    const paths = givenPaths(isRecord(data) ? data.files : undefined)
    if (paths) filesOpened(paths)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    filesOpened([path])
  })
  return true
}

const isRecord = (value: unknown): value is { readonly files?: unknown } => typeof value === 'object' && value !== null
