/**
 * Protects bytes at rest. That of the operating system's key store comes from the host. `refused`: the key store does
 * not serve, now or for this account; the bytes may be good. `damaged`: these are not the bytes that were sealed.
 */
export interface Sealer {
  seal(plain: Uint8Array): Promise<Uint8Array | 'refused'>
  open(sealed: Uint8Array): Promise<Uint8Array | 'refused' | 'damaged'>
}
