import { describe, expect, it } from 'vitest'
import { ownersOf } from '../../../electron/host/key-owners.ts'
import { newProject } from '../../../electron/projects/new-project.ts'
import type { Project } from '../../../electron/projects/project.ts'

const [former, newest, other] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string]

const project = (name: string, owners: readonly string[]): Project => ({
  ...newProject(name, { name, role: 'target', hostName: '', address: '', omeVersion: '' }, 0),
  csrs: owners.map((sha256) => ({ sha256, pem: '', origin: 'workstation', from: null, at: '2026-11-24T12:00:00Z' })),
})

describe('who needs a key', () => {
  const owners = ownersOf(
    [project('first', [former, newest]), project('second', [newest])],
    [{ name: 'Contoso Root', owner: other }],
  )

  it.each([
    [former, ['first']],
    [newest, ['first', 'second']],
    [other, ['Contoso Root']],
    ['d'.repeat(64), []],
  ])('%s', (owner, names) => {
    expect(owners(owner).map(({ name }) => name)).toEqual(names)
  })

  it('is told by kind', () => {
    expect(owners(former)).toEqual([{ kind: 'rehearsal', id: 'first', name: 'first', role: 'target' }])
    expect(owners(other)).toEqual([{ kind: 'ca', name: 'Contoso Root' }])
  })
})
