export type Shell = 'sh' | 'powershell' | 'cmd'

/** How a shell is told that something is one word, whatever stands in it. */
export interface Quoting {
  readonly word: (text: string) => string
  /** A file in the present folder, so that no name is taken for an option. */
  readonly file: (name: string) => string
}

const control = /\p{Cc}/gu
/** Control characters would end a command, and a double quotation mark is lost on its way to a program of Windows. */
const unfitForWindows = /[\p{Cc}"]/gu

/** A word for a POSIX shell. */
const inShell = (text: string): string => `'${text.replace(control, '').replaceAll("'", String.raw`'\''`)}'`

/** Between single quotation marks nothing counts but these, and PowerShell takes the typographic ones for them. */
const inPowerShell = (text: string): string =>
  `'${text.replace(unfitForWindows, '').replace(/['\u2018-\u201b]/g, '$&$&')}'`

/**
 * Between double quotation marks cmd still puts in variables, so a percent sign stands outside of them, behind a caret
 * that makes it part of no variable's name. Backslashes before the last quotation mark would make it part of the word.
 */
const inCmd = (text: string): string =>
  `"${text.replace(unfitForWindows, '').replaceAll('%', '"^%"').replace(/\\+$/, '$&$&')}"`

export const quotings: Readonly<Record<Shell, Quoting>> = {
  sh: { word: inShell, file: (name) => inShell(`./${name}`) },
  powershell: { word: inPowerShell, file: (name) => inPowerShell(`.\\${name}`) },
  cmd: { word: inCmd, file: (name) => inCmd(`.\\${name}`) },
}
