import { describe, expect, it } from 'vitest'
import { stringsInJson } from '../../../electron/pki/json.ts'

const pathsIn = (value: unknown): string[] | undefined =>
  stringsInJson(JSON.stringify(value))?.map(({ path, value: text }) => `${path}=${text}`)

describe('stringsInJson', () => {
  it.each([
    ['a string', 'x', ['=x']],
    ['a list', ['a', ['b', 'c']], ['[0]=a', '[1][0]=b', '[1][1]=c']],
    ['an object', { a: { b: 'x' }, c: 'y' }, ['a.b=x', 'c=y']],
    ['what is no string', [1, null, true, 'x', {}], ['[3]=x']],
    ['a key with a hyphen', { 'ca-chain': ['x'] }, ['ca-chain[0]=x']],
    ['a key that is no word', { a: { 'tls.crt': 'x' } }, ['a["tls.crt"]=x']],
    ['a key that begins with a digit', { '1a': 'x' }, ['["1a"]=x']],
    ['a key that could disturb a terminal', { 'a\u001b\u202e"': 'x' }, ['["a\\u001b\\E2\\80\\AE\\""]=x']],
    ['a key of sixty characters', { ['k'.repeat(60)]: 'x' }, [`${'k'.repeat(60)}=x`]],
    ['a longer key', { ['k'.repeat(61)]: 'x' }, [`["${'k'.repeat(60)}"]=x`]],
  ])('finds the strings of %s', (_, value, strings) => {
    expect(pathsIn(value)).toEqual(strings)
  })

  it.each(['', 'x', '{', '{"a":}', '-----BEGIN', '1', 'null', 'true'])('takes %j for no document', (text) => {
    expect(stringsInJson(text)).toBeUndefined()
  })

  it('skips blanks and a byte order mark', () => {
    expect(stringsInJson('\ufeff \n"x"')).toEqual([{ value: 'x', path: '' }])
  })

  it('reads 64 levels, and not one more', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}"x"${']'.repeat(depth)}`
    expect(stringsInJson(nested(64))).toEqual([{ value: 'x', path: '[0]'.repeat(64) }])
    expect(stringsInJson(nested(65))).toBeUndefined()
    expect(stringsInJson(`[${'[],'.repeat(100)}{}]`)).toEqual([])
  })

  it('reads a hundred thousand commas, and not one more', () => {
    expect(stringsInJson(`[${'1,'.repeat(100_000)}"x"]`)).toHaveLength(1)
    expect(stringsInJson(`[${'1,'.repeat(100_001)}"x"]`)).toBeUndefined()
  })

  it('counts nothing within strings, whatever they escape', () => {
    expect(stringsInJson(`["${'[{,'.repeat(200_000)}\\"[[[","]"]`)).toHaveLength(2)
    expect(stringsInJson(`["\\\\",${'['.repeat(64)}`)).toBeUndefined()
  })
})
