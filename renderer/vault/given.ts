/** What was typed into a form for passphrases; '' where it was not asked for. */
export interface Given {
  readonly former: string
  readonly next: string
}
