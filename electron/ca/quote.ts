/** Control characters would end a command, and a double quotation mark is lost on its way to a program of Windows. */
const unfit = /[\p{Cc}"]/gu

/**
 * A word for PowerShell: between single quotation marks nothing counts but these, and PowerShell takes the typographic
 * ones for them.
 */
export const quotedForPowerShell = (word: string): string =>
  `'${word.replace(unfit, '').replace(/['\u2018-\u201b]/g, '$&$&')}'`

/** A word for a POSIX shell. */
export const quotedForShell = (word: string): string =>
  `'${word.replace(/\p{Cc}/gu, '').replaceAll("'", String.raw`'\''`)}'`

/** A file in the present folder, so that no name is taken for an option. */
export const inFolder = (file: string, separator: '/' | '\\'): string => `.${separator}${file}`
