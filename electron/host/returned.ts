import type { ReturnView } from '../engine/compare-return.ts'
import type { JobRunner } from './engine.ts'
import { addressOf } from './examiner.ts'
import type { Looked } from './looked.ts'

/** What the CA sent, held against the newest CSR; null where one of the two is not there. */
export async function returnOf(
  { stored, examined, counterpart }: Looked,
  engine: JobRunner,
): Promise<ReturnView | null> {
  const { project } = stored
  const { pem, leaves } = examined.examination
  const certificates = pem ?? leaves.map((leaf) => leaf.pem).join('')
  if (project.csrs.length === 0 || certificates === '') return null
  return engine.run('compareReturn', {
    csrs: project.csrs.map((csr) => ({ pem: csr.pem, at: csr.at })),
    certificates,
    isChain: pem !== null,
    at: examined.at,
    host: addressOf(project),
    role: project.role,
    changeWindow: project.changeWindow === null ? null : Date.parse(project.changeWindow),
    counterpart: counterpart?.side ?? null,
  })
}
