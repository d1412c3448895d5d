import type { Handlers } from '../../contract/dispatch.ts'
import { exportChain } from '../export-chain.ts'
import { callFailed } from '../failures.ts'
import { fileNameOf } from '../file-name.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'

type Own = Extract<keyof Handlers, `export.${string}`>

export function exportHandlers(services: Services): Pick<Handlers, Own> {
  const { engine, messages, projects } = services
  return {
    'export.write': ({ id }, call) => exportChain(id, services, call),

    'export.uploaded': async ({ id, at }, call) => {
      const { project } = await projects.load(id)
      if (project.exports.length === 0) throw callFailed('nothing-exported', messages())
      return projects.change(id, 'uploaded', (present) => ({ ...present, uploadedAt: at }), { call })
    },

    'export.runbook': async ({ id }, call) => {
      const { project, runbook } = await projects.view(id, call)
      const html = await engine.run('runbookHtml', { runbook }, call)
      return saveFile('runbook', fileNameOf(`${project.hostName || project.name}-runbook`, '.html'), html, services)
    },
  }
}
