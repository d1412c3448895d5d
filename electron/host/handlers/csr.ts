import { CallFailed, type Handlers } from '../../contract/dispatch.ts'
import { type CsrRecord, newestCsr, type Project } from '../../projects/project.ts'
import { callFailed } from '../failures.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'
import { inputOf } from '../sources.ts'
import { orRefused } from '../store-results.ts'
import { csrFileName } from '../view.ts'

type Own = 'csr.import' | 'csr.make' | 'csr.save'

export function csrHandlers(services: Services): Pick<Handlers, Own> {
  const { engine, messages, now, projects, vault } = services
  const at = () => new Date(now()).toISOString()
  return {
    'csr.import': async ({ id, source }, call) => {
      const gathered = await engine.run('gatherCsr', { ...inputOf(source, services), password: null }, call)
      if (!gathered.ok) throw new CallFailed(gathered.failure)
      const { csr: pem, sha256 } = gathered
      const from = source.kind === 'text' ? null : gathered.from
      const record: CsrRecord = { sha256, pem, origin: 'appliance', from, at: at() }
      return projects.change(id, 'csr-imported', (project) => withNewest(project, record), { call })
    },

    'csr.make': async ({ id, bits }, call) => {
      const { project } = await projects.load(id)
      if (project.csrForm.distinguishedName.trim() === '') throw callFailed('no-host-name', messages())
      const keys = await vault()
      if (keys.isLocked) throw callFailed('vault-locked', messages())
      const { csr: pem, sha256, pkcs8 } = await engine.run('makeCsr', { form: project.csrForm, bits }, call)
      const kept = await keys.put(sha256, pkcs8).finally(() => pkcs8.fill(0))
      orRefused(kept, messages())
      const record: CsrRecord = { sha256, pem, origin: 'workstation', from: null, at: at() }
      return projects.change(id, 'csr-made', (present) => withNewest(present, record), { call })
    },

    'csr.save': async ({ id }) => {
      const { project } = await projects.load(id)
      const csr = newestCsr(project)
      if (!csr) throw callFailed('no-csr-yet', messages())
      return saveFile('csr', csrFileName(project), csr.pem, services)
    },
  }
}

/** A CSR that is imported again comes to the end of the ledger: the user says that it is the newest. */
function withNewest(project: Project, record: CsrRecord): Project {
  if (newestCsr(project)?.sha256 === record.sha256) return project
  const csrs = [...project.csrs.filter(({ sha256 }) => sha256 !== record.sha256), record]
  return { ...project, csrs, csrOrigin: record.origin }
}
