import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { missingKeyPurpose } from '../../../../electron/appliance/answers.ts'
import { check } from '../../../../electron/appliance/check.ts'
import { recipes } from '../../../../electron/ca/recipes/recipes.ts'
import { read } from '../../../../electron/pki/read.ts'
import { csrIn } from '../../../fixtures/csr.ts'

/*
 * XCA signs by clicks alone. These files are what XCA 2.4.0 wrote as "PEM chain" on 24 November 2026 after the clicks of
 * the recipe, and after "Apply extensions" of its template TLS_server.
 */

const folder = join(import.meta.dirname, 'xca')
const fileOf = (name: string) => readFileSync(join(folder, name))
const host = 'oment-310.example.com'

async function judged(name: string) {
  const csr = await csrIn(fileOf('request.csr'))
  return check({ read: await read(fileOf(name), name), csr, upload: 'chain', at: Date.UTC(2026, 11, 1), host })
}

const namesIn = ({ path }: Awaited<ReturnType<typeof judged>>['facts']) =>
  path?.leaf.extensions.subjectAltName?.map(({ value }) => value)

it('gives what OME wants by the recipe, with every name of the request', async () => {
  const { verdict, findings, facts } = await judged('by-recipe.pem')
  expect(findings).toEqual([])
  expect(verdict).toBe('ready')
  expect(namesIn(facts)).toEqual([...[host, 'oment-310', '192.0.2.10', '2001:db8::10']])
})

it('gives half of it by the template that it comes with, and drops the other names', async () => {
  expect(recipes.find(({ id }) => id === 'xca')?.grant).toBe('no-client-authentication')
  const { answer, facts } = await judged('tls-server.pem')
  expect(answer).toMatchObject(missingKeyPurpose)
  expect(namesIn(facts)).toEqual([host])
})
