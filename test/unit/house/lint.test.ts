import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint({ cwd: join(import.meta.dirname, '../../..') })

/** The rules that a text breaks where it stands in place of a file. */
async function broken(file: string, text: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(`${text}\n`, { filePath: file })
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
}

describe('lint', () => {
  it.each([
    ['export const t = Date.now()', 'no-restricted-properties'],
    ['export const t = performance.now()', 'no-restricted-properties'],
    ['export const t = process.hrtime()', 'no-restricted-properties'],
    ['export const t = new Date()', 'no-restricted-syntax'],
    ['export const t = Date()', 'no-restricted-syntax'],
  ])('refuses the clock where time is an argument: %s', async (text, rule) => {
    expect(await broken('electron/pki/der.ts', text)).toEqual([rule])
    expect(await broken('electron/appliance/check.ts', text)).toEqual([rule])
    expect(await broken('electron/files/limits.ts', text)).toEqual([])
  })

  it('lets the engine make a date of a time', async () => {
    expect(await broken('electron/pki/der.ts', 'export const t = new Date(0)')).toEqual([])
  })

  it('lets nothing but the owner of the output print', async () => {
    expect(await broken('electron/files/limits.ts', `console.log('')`)).toEqual(['no-console'])
    expect(await broken('build/count-tests.mjs', `console.log('')`)).toEqual([])
  })

  it('reads types', async () => {
    const text = 'export const f = (text: string) => text as string'
    expect(await broken('electron/pki/der.ts', text)).toEqual(['@typescript-eslint/no-unnecessary-type-assertion'])
  })

  it.each([
    ['<p style="color: red">x</p>', 'no-restricted-syntax'],
    ['{@html "<b>x</b>"}', 'svelte/no-at-html-tags'],
    ['{#each [1] as number}{number}{/each}', 'svelte/require-each-key'],
    [
      '<script lang="ts">const f = (text: string) => text as string\n</script>{f("")}',
      '@typescript-eslint/no-unnecessary-type-assertion',
    ],
  ])('reads components: %s', async (text, rule) => {
    expect(await broken('renderer/parts/Sign.svelte', text)).toEqual([rule])
  })

  it('lets a component set a computed width', async () => {
    expect(await broken('renderer/parts/Sign.svelte', '<p style:inline-size="{1 + 1}%">x</p>')).toEqual([])
  })
})
