import type { KeySize } from '../pki/issue.ts'

/** `--key-size` as it is typed. */
export type TypedKeySize = `${KeySize}`

/** Bits of an RSA key by what is typed for them. */
export const keySizes = { 2048: 2048, 3072: 3072, 4096: 4096 } as const satisfies Readonly<
  Record<TypedKeySize, KeySize>
>
