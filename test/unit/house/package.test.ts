import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

interface Lock {
  readonly packages: Readonly<Record<string, Package & { readonly version: string; readonly resolved?: string }>>
}

const own = JSON.parse(read('package.json')) as Package
const { packages } = JSON.parse(read('package-lock.json')) as Lock
const wanted = { ...own.dependencies, ...own.devDependencies }

describe('package.json', () => {
  it.each(Object.entries(wanted))('pins %s to one version, and the lock file agrees', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(packages[`node_modules/${name}`]?.version).toBe(version)
  })

  it('has a lock file that names no registry', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  })
})

describe('tests', () => {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  )

  it.each(files)('%s leaves none out and runs none alone', (file) => {
    expect(read(join('test', file))).not.toMatch(/\b(it|test|describe)\.(only|skip|todo)\b/)
  })
})
