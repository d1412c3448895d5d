/** What the user gave: files that main knows by an id, or a pasted text. */
export type Source = { readonly kind: 'picked'; readonly id: string } | { readonly kind: 'text'; readonly text: string }
