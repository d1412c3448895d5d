import type { Page } from '@playwright/test'
import type { Bridge } from '../../../electron/contract/bridge.ts'
import type { Input, Output, RouteName } from '../../../electron/contract/routes.ts'
import { type Material, migration } from './migration.ts'

let calls = 1_000_000

/** Asks main as the window does, to come sooner to what a spec is about. */
export async function ask<Name extends RouteName>(page: Page, route: Name, input: Input<Name>): Promise<Output<Name>> {
  const result = await page.evaluate(
    ([call, route, input]) =>
      Reflect.get<Window & { wizard: Bridge }, 'wizard'>(window, 'wizard').call(call, route, input),
    [++calls, route, input] as const,
  )
  if (!result.ok) throw new Error(`${route}: ${result.failure.detail}`)
  return result.value as Output<Name>
}

export interface Seed {
  readonly name: string
  readonly role: 'source' | 'target'
  readonly csr?: string
  /** Each pasted on its own. */
  readonly certificates?: readonly string[]
}

/** A project with what was imported into it. Its id. */
export async function seed(page: Page, { name, role, csr, certificates = [] }: Seed): Promise<string> {
  const hostName = migration[role].hostName
  const { project } = await ask(page, 'project.create', { name, role, hostName, address: '', omeVersion: '' })
  const { id } = project
  if (csr !== undefined) await ask(page, 'csr.import', { id, source: { kind: 'text', text: csr } })
  for (const text of certificates) {
    await ask(page, 'certificates.import', { id, source: { kind: 'text', text }, password: null })
  }
  return id
}

export interface PairSeed {
  /** Which leaf each side has, and from which CAs. */
  readonly source?: keyof Material
  readonly target?: keyof Material
  readonly isPaired?: boolean
}

/** OMENT-310 and OMENT-400. Their ids. */
export async function seedPair(
  page: Page,
  { source = 'leaf', target = 'leaf', isPaired = true }: PairSeed = {},
): Promise<Readonly<Record<'source' | 'target', string>>> {
  const casFor = (leaf: keyof Material) => (leaf === 'leafByOther' ? migration.otherCas : migration.cas)
  const one = async (role: 'source' | 'target', leaf: keyof Material) =>
    seed(page, {
      name: role === 'source' ? 'OMENT-310' : 'OMENT-400',
      role,
      csr: migration[role].csr,
      certificates: [migration[role][leaf], casFor(leaf)],
    })
  const ids = { source: await one('source', source), target: await one('target', target) }
  if (isPaired) await ask(page, 'project.pair', { id: ids.source, counterpart: ids.target })
  return ids
}
