import {
  type MessageBoxOptions,
  type MessageBoxReturnValue,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron'
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve, sep } from 'node:path'
import { browser } from './browser.ts'
import boxScript from './window/box.ts?script'
import { type BoxAnswer, type BoxOptions } from './window-messages.ts'

/** The answer of a program for dialogs: what it printed, or '' where the user cancelled; nothing where there is none. */
function run(command: string, values: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, values, (error, stdout) => {
      resolve(error && 'code' in error && error.code === 'ENOENT' ? undefined : stdout.trim())
    })
  })
}

async function inWindow(options: BoxOptions): Promise<BoxAnswer> {
  const expression = `(() => { ${boxScript}; return started(${JSON.stringify(options)}) })()`
  return (await browser.runBeside(expression)) as BoxAnswer
}

/** One line a path. */
async function askForPath(title: string, given: string, buttonLabel: string, hint: string): Promise<string> {
  const { button, text } = await inWindow({
    title,
    text: hint,
    input: given,
    buttons: [buttonLabel, 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  })
  return button === 0 ? text : ''
}

/** What is typed as a relative path is meant from the home folder. */
function pathsOf(printed: string): string[] {
  const lines = printed.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').map((line) => resolve(homedir(), line))
}

/** Where a dialog begins: a folder with its separator, so that a name can be typed behind it. */
function beginning(defaultPath = ''): string {
  const isFolder = statSync(defaultPath, { throwIfNoEntry: false })?.isDirectory() === true
  return isFolder && !defaultPath.endsWith(sep) ? defaultPath + sep : defaultPath
}

/** The paths that the user picks, by a dialog of the system where there is one; none where it was cancelled. */
export async function askForOpening(options: OpenDialogOptions): Promise<string[]> {
  const { title = 'Open', properties = [], buttonLabel = 'Open' } = options
  const start = beginning(options.defaultPath)
  const isFolder = properties.includes('openDirectory')
  const isMany = properties.includes('multiSelections')
  const printed = await run('zenity', [
    '--file-selection',
    `--title=${title}`,
    `--filename=${start}`,
    '--separator=\n',
    ...(isFolder ? ['--directory'] : []),
    ...(isMany ? ['--multiple'] : []),
  ])
  if (printed !== undefined) return pathsOf(printed)
  const hint = `${isFolder ? 'The path of a folder' : 'The path of a file'}${isMany ? ', or several, one a line' : ''}:`
  return pathsOf(await askForPath(title, start, buttonLabel, hint))
}

/** The path that the user gives; '' where it was cancelled. */
export async function askForSaving(options: SaveDialogOptions): Promise<string> {
  const { title = 'Save', buttonLabel = 'Save' } = options
  const start = beginning(options.defaultPath)
  const printed =
    (await run('zenity', ['--file-selection', '--save', `--title=${title}`, `--filename=${start}`])) ??
    (await askForPath(title, start, buttonLabel, 'The path of the new file:'))
  return pathsOf(printed)[0] ?? ''
}

/** The button that the user presses. It is shown in the window itself: no program shows more than two. */
export async function askForMessage(options: MessageBoxOptions): Promise<MessageBoxReturnValue> {
  const { message, detail, buttons = ['OK'], defaultId = 0, cancelId = 0, checkboxLabel, checkboxChecked } = options
  const { button, isChecked } = await inWindow({
    title: message,
    text: detail ?? '',
    buttons,
    defaultId,
    cancelId,
    ...(checkboxLabel !== undefined && { checkbox: checkboxLabel, isChecked: checkboxChecked ?? false }),
  })
  return { response: button, checkboxChecked: isChecked }
}
