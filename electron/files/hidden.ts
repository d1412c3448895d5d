/** What file managers put beside the files that a user sees. */
const companions: ReadonlySet<string> = new Set(['__MACOSX', 'Thumbs.db', 'desktop.ini'])

const isHiddenName = (name: string): boolean => companions.has(name) || (name.startsWith('.') && name !== '.')

/** Whether a file, or a folder on the way to it, is one that no user has in mind who hands over a folder. */
export const isHidden = (path: string): boolean => path.split('/').some(isHiddenName)
