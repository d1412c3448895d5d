import { z } from 'zod'

declare const answered: unique symbol

/** A call from the window: what comes in is checked, what goes back is typed. */
export interface Route<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  readonly [answered]?: Output
}

export const route =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Route<Input, Output> => ({ input })

export const nothing = z.undefined()
export const short = z.string().max(255)
/** A name to propose for a file: a certificate's may be of any length. */
export const proposed = z
  .string()
  .max(10 * 1024 * 1024)
  .transform((name) => name.slice(0, 255))
export const time = z.iso.datetime()
export const fingerprint = z.string().regex(/^[0-9a-f]{64}$/)
export const project = z.object({ id: z.uuid() })
export const role = z.enum(['source', 'target'])
export const picked = z.uuid()
export const pem = z.string().max(256 * 1024)
/** As large as a file may be: 10 MiB. */
export const paste = z.string().max(10 * 1024 * 1024)
export const password = z.string().max(1024).nullable()

/** What the user gives: files from a dialog or drop, or a pasted text. */
export const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picked'), id: picked }),
  z.object({ kind: z.literal('text'), text: paste }),
])

export type Source = z.output<typeof source>

/** A file that was saved; null: cancelled. `shown` is an id for 'show in folder'. */
export type Saved = { readonly file: string; readonly shown: string } | null
