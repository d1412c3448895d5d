import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../fixture/app.ts'
import { test as base } from '../fixture/test.ts'

/** Disks with faults. Root may write everywhere, so that for root they are real ones, mounted for the test. */
export class Disks {
  readonly #mounted: string[] = []

  constructor(private readonly app: App) {}

  /** A folder in which nobody may write. */
  readOnly(): string {
    const folder = join(this.app.files, 'read-only')
    mkdirSync(folder)
    if (!this.#mount(folder, 'ro')) chmodSync(folder, 0o555)
    return folder
  }

  /** A disk of its own at a folder, where disks can be mounted. */
  small(folder: string): void {
    mkdirSync(folder, { recursive: true })
    this.#mount(folder, 'size=512k')
  }

  /** Fills the small disk at a folder; where there is none, main is made to believe so. */
  async fill(folder: string): Promise<void> {
    if (!this.#mounted.includes(folder)) return this.#believeFull(folder, true)
    const { status } = spawnSync('dd', ['if=/dev/zero', `of=${ballastIn(folder)}`, 'bs=4k'])
    if (status === 0) throw new Error(`${folder} does not get full.`)
  }

  /** There is room again. */
  async empty(folder: string): Promise<void> {
    if (this.#mounted.includes(folder)) rmSync(ballastIn(folder))
    else await this.#believeFull(folder, false)
  }

  unmountAll(): void {
    for (const folder of this.#mounted.splice(0)) spawnSync('umount', ['-l', folder])
  }

  #mount(folder: string, options: string): boolean {
    if (process.platform !== 'linux') return false
    const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0
    if (isMounted) this.#mounted.push(folder)
    return isMounted
  }

  #believeFull(folder: string, isFull: boolean): Promise<void> {
    return this.app.main(
      (_, fault) => {
        const { promises } = process.getBuiltinModule('node:fs')
        const open = (Reflect.get(promises, 'openOfNode') ?? promises.open) as typeof promises.open
        Reflect.set(promises, 'openOfNode', open)
        promises.open = async (path, ...rest) => {
          const handle = await open(path, ...rest)
          const isHere = typeof path === 'string' && path.startsWith(fault.folder) && rest[0] !== 'r'
          if (fault.isFull && isHere) {
            handle.writeFile = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
          }
          return handle
        }
      },
      { folder, isFull },
    )
  }
}

const ballastIn = (folder: string): string => join(folder, 'ballast')

/** With `disks`, which are gone when the test ends. */
export const test = base.extend<{ readonly disks: Disks }>({
  disks: async ({ app }, use) => {
    const disks = new Disks(app)
    await use(disks)
    disks.unmountAll()
  },
})
