import type { KeyOwner } from '../contract/vault-views.ts'
import type { Project } from '../projects/project.ts'

/** Of a CA whose key is kept here. */
export interface CaKey {
  readonly name: string
  /** SHA-256 of its public key (SPKI, DER), in hex. */
  readonly owner: string
}

/**
 * Who needs the key that is kept under a digest: projects of which it is a CSR's, also one that was replaced, and CAs of
 * which it is the public key's.
 */
export const ownersOf =
  (projects: readonly Project[], cas: readonly CaKey[]) =>
  (owner: string): readonly KeyOwner[] => [
    ...projects
      .filter(({ csrs }) => csrs.some(({ sha256 }) => sha256 === owner))
      .map(({ id, name, role }) => ({ kind: 'rehearsal', id, name, role }) as const),
    ...cas.filter((ca) => ca.owner === owner).map(({ name }) => ({ kind: 'ca', name }) as const),
  ]
