import { parse, stringify } from 'devalue'

/** What Electron says of a value that can't cross a border (Chromium's own wording). */
export const notCloneable = 'An object could not be cloned.'

const reducers = {
  Error: (value: unknown) => value instanceof Error && [value.name, value.message, value.stack],
}

const revivers = {
  Error([name, message, stack]: [string, string, string | undefined]): Error {
    const error = new Error(message)
    return Object.assign(error, { name, ...(stack !== undefined && { stack }) })
  },
}

/** A value as text that crosses a border. Cloned first, so that functions and proxies are refused as in Electron. */
export function pack(value: unknown): string {
  try {
    return stringify(structuredClone(value), reducers)
  } catch {
    throw new Error(notCloneable)
  }
}

/** The value that `pack` made a text of. Whoever reads it knows its type from the channel, as in Electron. */
export function unpack(text: string): unknown {
  return parse(text, revivers)
}
