import type { ProjectView } from '../../../electron/contract/views.ts'

/** What there is to say first of a CSR; `unsigned` and `refused` keep it from being sent. */
export type CsrState = 'unsigned' | 'refused' | 'differs' | 'good'

type Judged = Pick<NonNullable<ProjectView['csr']>, 'signature' | 'findings' | 'differences'>

export function csrState({ signature, findings, differences }: Judged): CsrState {
  if (!signature.valid) return 'unsigned'
  if (findings.some(({ level }) => level === 'error')) return 'refused'
  return differences.length > 0 ? 'differs' : 'good'
}

/** The CSR that this project works with has the origin that is chosen, and can be sent. */
export function isUsable({ csr, project }: ProjectView, origin: ProjectView['project']['csrOrigin']): boolean {
  if (!csr || project.csrs.at(-1)?.origin !== origin) return false
  return csr.signature.valid && csrState(csr) !== 'refused'
}
