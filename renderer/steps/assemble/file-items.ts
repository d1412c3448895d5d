import type { Examination, ExaminedFile } from '../../../electron/engine/examination.ts'
import type { FoundReport } from '../../../electron/engine/file-report.ts'

/** One thing in a file, and what became of it. */
export interface FileItem {
  readonly item: FoundReport
  readonly fate:
    | { readonly kind: 'in-chain'; readonly position: number }
    | { readonly kind: 'left-out'; readonly reason: Examination['leftOver'][number]['reason'] }
    | { readonly kind: 'none' }
}

/** What stands in a file; a certificate is known by the place where it stands. */
export function itemsOf({ file, found }: ExaminedFile, { chain, leftOver }: Examination): readonly FileItem[] {
  return found.map((item): FileItem => {
    if (item.kind !== 'certificate') return { item, fate: { kind: 'none' } }
    const isIt = (other: { readonly file: string; readonly place: string; readonly subject: string }) =>
      other.file === file && other.place === item.place && other.subject === item.subject
    const extra = leftOver.find(isIt)
    if (extra) return { item, fate: { kind: 'left-out', reason: extra.reason } }
    const link = chain.find(isIt)
    return { item, fate: link ? { kind: 'in-chain', position: link.position } : { kind: 'none' } }
  })
}
