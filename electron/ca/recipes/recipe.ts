import type { Quoting, Shell } from './quoting.ts'

/** What of a project goes into a recipe's texts and commands. */
export interface RecipeValues {
  /** The host name in the CSR. */
  readonly host: string
  /** The alternative names in the CSR. */
  readonly names: readonly string[]
  /** The name of the file that the CSR is, or will be, saved under. */
  readonly csrFile: string
  /** The digest of the CSR's key; null: no CSR yet. */
  readonly keySha256: string | null
  /** As the CA calls it; empty: not known yet. */
  readonly template: string
}

/** The files and names that a recipe's commands and files speak of. */
export interface CommandValues {
  /** The common name, whatever it is: to be quoted. */
  readonly host: string
  /** Those of the CSR's names, its common name first, that are host names: fit to stand in a file as they are. */
  readonly dnsNames: readonly string[]
  /** Those of the CSR's names that are addresses. */
  readonly addresses: readonly string[]
  readonly csrFile: string
  /** The CSR's file name without its ending, with which every other file's name begins. */
  readonly stem: string
  /** What comes back: the certificate, and the chain. */
  readonly certificateFile: string
  readonly chainFile: string
  /** What is written for OpenSSL and the like to read. */
  readonly extensionFile: string
  readonly template: string
  /** How long the certificate is asked to live. */
  readonly days: number
}

/** What a CA grants unless it is told otherwise: what OME wants, or something that it refuses. */
export type Grant = 'ready' | 'no-client-authentication' | 'no-usages' | 'as-configured'

/** Something to copy: a command, the content of a file, or the recipe's letter. */
export type Copied =
  | { readonly kind: Shell; readonly write: (values: CommandValues, quoting: Quoting) => string }
  | {
      readonly kind: 'file'
      readonly name: (values: CommandValues) => string
      readonly write: (values: CommandValues) => string
    }
  | { readonly kind: 'letter' }

/**
 * One way to have a CSR signed: data and templates of commands. Its texts stand beside it, a file a language: name, about,
 * returns, missing, of each way the title and the steps, perhaps warning and letter.
 */
export interface Recipe {
  /** Its folder's name. */
  readonly id: string
  /** The likelier it is that somebody has this CA, the lower. */
  readonly rank: number
  readonly grant: Grant
  /** No certificate of it will do: the recipe says why, and what to take in its place. */
  readonly isDeadEnd?: true
  readonly hasWarning?: true
  readonly hasLetter?: true
  readonly ways: readonly RecipePlan[]
  /** When each of several CAs stops granting client authentication. */
  readonly ends?: readonly ClientAuthenticationEnd[]
  /** The pages that say what it grants and how it is asked, and the day on which they were read (ISO 8601). */
  readonly sources: readonly string[]
  readonly readOn: string
}

export interface RecipePlan {
  readonly id: string
  readonly steps: readonly { readonly id: string; readonly copied?: Copied }[]
}

export interface ClientAuthenticationEnd {
  readonly ca: string
  /** The last day, or the day from which on it is gone, as the CA says it (ISO 8601). */
  readonly on: string
  readonly source: string
}

/** How to get a CSR signed by one CA, with a project's values filled in, in the user's language. */
export interface RecipeView {
  readonly id: string
  readonly name: string
  readonly grant: Grant
  readonly isDeadEnd: boolean
  /** What this CA gives by default, and so what OME would answer. */
  readonly about: string
  readonly warning: string | null
  readonly ways: readonly RecipeWay[]
  /** What comes back: files, formats, whether the root is in it. */
  readonly returns: string
  /** Where to get the part that is missing. */
  readonly missing: string
  readonly ends: readonly ClientAuthenticationEnd[]
  readonly sources: readonly string[]
  readonly readOn: string
}

export interface RecipeWay {
  readonly title: string
  readonly steps: readonly { readonly text: string; readonly copied: CopiedView | null }[]
}

export interface CopiedView {
  readonly kind: Copied['kind']
  /** Of a file. */
  readonly name: string | null
  readonly text: string
}
