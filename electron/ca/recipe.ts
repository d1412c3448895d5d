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

/** The files and names that a recipe's commands speak of. */
export interface CommandValues {
  readonly csrFile: string
  /** What comes back: the certificate, and the chain. */
  readonly certificateFile: string
  readonly chainFile: string
  readonly template: string
}

/**
 * One way to have a CSR signed. Its texts stand in the messages under `recipes` and its id: name, about, returns, perhaps
 * warning, and of each way the title and the steps.
 */
export interface Recipe {
  readonly id: string
  readonly hasWarning: boolean
  readonly ways: readonly RecipePlan[]
}

export interface RecipePlan {
  readonly id: string
  readonly steps: readonly { readonly id: string; readonly command?: Command }[]
}

/** A command for these values, or a text to send that stands in the messages. */
export type Command = ((values: CommandValues) => string) | { readonly text: string }

/** How to get a CSR signed by one CA, with a project's values filled in, in the user's language. */
export interface RecipeView {
  readonly id: string
  readonly name: string
  /** What this CA gives by default, and so what OME would answer. */
  readonly about: string
  readonly warning: string | null
  readonly ways: readonly RecipeWay[]
  /** What comes back, and where the missing part is. */
  readonly returns: string
}

export interface RecipeWay {
  readonly title: string
  /** `command` is to be copied: for a shell, or a text to send. */
  readonly steps: readonly { readonly text: string; readonly command: string | null }[]
}
