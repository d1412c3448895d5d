import { join } from 'node:path'
import { ProjectStore, type StoreOptions } from '../../../electron/projects/store.ts'
import { folderWith } from '../files/folder.ts'

/** A store in a folder of its own. */
export function storeIn(options?: StoreOptions): { readonly store: ProjectStore; readonly folder: string } {
  const folder = join(folderWith(), 'projects')
  return { store: new ProjectStore(folder, options), folder }
}
