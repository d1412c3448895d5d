import type { Handlers } from '../../contract/dispatch.ts'
import { newestCsr } from '../../projects/project.ts'
import { callFailed } from '../failures.ts'
import type { Services } from '../services.ts'

export function submissionHandlers({
  messages,
  projects,
}: Services): Pick<Handlers, 'submission.record' | 'submission.forget'> {
  return {
    'submission.record': async ({ id, ...sent }, call) => {
      const csr = newestCsr((await projects.load(id)).project)
      if (!csr) throw callFailed('no-csr-yet', messages())
      const submission = { ...sent, csr: csr.sha256 }
      return projects.change(id, 'sent', (project) => ({ ...project, submission }), { call })
    },

    'submission.forget': ({ id }, call) =>
      projects.change(id, 'sent', (project) => ({ ...project, submission: null }), { call }),
  }
}
