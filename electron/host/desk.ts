import type { LinkName } from './links.ts'

/** What a file dialog is asked for. */
export type Wanted = 'csr' | 'certificates' | 'folder' | 'chain' | 'log' | 'project' | 'ca' | 'ca-backup'
/** What kind of file is saved: it chooses the title, the filter and the ending. */
export type SavedKind =
  | 'chain'
  | 'certificate'
  | 'csr'
  | 'mailPack'
  | 'report'
  | 'runbook'
  | 'project'
  | 'diagnostics'
  | 'key'
  | 'ca-backup'
  | 'root'
  | 'crl'

/** What holds a private key, though under a password: only its owner may read it, and it stays apart from the chain. */
export const isSecret = (kind: SavedKind): boolean => kind === 'key' || kind === 'ca-backup'

/** The texts of a question: what it is, what comes of it, and what the button does that agrees. */
export interface Question {
  readonly message: string
  readonly detail: string
  readonly action: string
}

/** What the handlers need of the operating system around the app. */
export interface Desk {
  /** Paths; null: cancelled. */
  choose(wanted: Wanted): Promise<readonly string[] | null>
  /** A path to save under, which the user agreed to overwrite; null: cancelled. @param name file name proposed */
  chooseWhereToSave(kind: SavedKind, name: string): Promise<string | null>
  /** Asks in a box of the system, which the page can neither draw nor answer. */
  confirm(question: Question): Promise<boolean>
  /** Asks before a project is deleted. */
  confirmDeletion(name: string): Promise<boolean>
  copy(text: string): Promise<void>
  /** In the field of the page that has the focus. */
  edit(command: 'undo' | 'redo'): void
  openLink(link: LinkName): Promise<void>
  showInFolder(path: string): void
  /** Into the bin of the operating system. @throws where it has none, or refuses */
  moveToBin(path: string): Promise<void>
}
