import type { ChainLink, FileReport, FoundReport, LeftOverReport } from '../../../electron/contract/shown.ts'

/** One thing in a file, and what became of it. */
export interface FileItem {
  readonly item: FoundReport
  readonly fate:
    | { readonly kind: 'in-chain'; readonly position: number }
    | { readonly kind: 'left-out'; readonly reason: LeftOverReport['reason'] }
    | { readonly kind: 'none' }
}

/** What the files together gave. */
export interface Sorted {
  readonly chain: readonly (Standing & Pick<ChainLink, 'position'>)[]
  readonly leftOver: readonly LeftOverReport[]
}

type Standing = Pick<LeftOverReport, 'file' | 'place' | 'subject'>

/** What stands in a file; a certificate is known by the place where it stands. */
export function itemsOf(
  { file, found }: Pick<FileReport, 'file' | 'found'>,
  { chain, leftOver }: Sorted,
): readonly FileItem[] {
  return found.map((item): FileItem => {
    if (item.kind !== 'certificate') return { item, fate: { kind: 'none' } }
    const isIt = (other: Standing) =>
      other.file === file && other.place === item.place && other.subject === item.subject
    const extra = leftOver.find(isIt)
    if (extra) return { item, fate: { kind: 'left-out', reason: extra.reason } }
    const link = chain.find(isIt)
    return { item, fate: link ? { kind: 'in-chain', position: link.position } : { kind: 'none' } }
  })
}
