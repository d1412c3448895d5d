/** Part of a text: `[start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** How far an error's text can reach to either side of any word in it; the longest real one is about 1 KiB. */
export const reach = 4096
