import { CallFailed, type Handlers } from '../../contract/dispatch.ts'
import { preCheckBasis } from '../../projects/basis.ts'
import type { PreCheck, Project } from '../../projects/project.ts'
import { callFailed } from '../failures.ts'
import { lastOf } from '../last-of.ts'
import type { Services } from '../services.ts'
import { inputOf } from '../sources.ts'

type Own = Extract<keyof Handlers, `preCheck.${string}`>

export function preCheckHandlers(services: Services): Pick<Handlers, Own> {
  const { engine, messages, now, projects } = services
  return {
    'preCheck.counterpart': async ({ id, source }, call) => {
      const gathered = await engine.run('gather', { ...inputOf(source, services), password: null }, call)
      const [failure] = gathered.failures
      const withCertificates = gathered.files.filter(({ report }) =>
        report.found.some(({ kind }) => kind === 'certificate'),
      )
      const [file, second] = withCertificates
      if (!file && failure) throw new CallFailed(failure)
      if (!file) throw callFailed('no-chain-file', messages())
      if (second) throw callFailed('several-chain-files', messages())
      const { name, sha256, bytes } = file
      const counterpart: Project['counterpart'] = { kind: 'file', name, sha256 }
      const files = new Map([[sha256, bytes]])
      return projects.change(id, 'counterpart', (project) => ({ ...project, counterpart }), { call, files })
    },

    'preCheck.clock': ({ id, shown }, call) => {
      const clock = shown === null ? null : { shown, at: new Date(now()).toISOString() }
      return projects.change(id, 'clock', (project) => ({ ...project, clock }), { call })
    },

    'preCheck.record': async ({ id }, call) => {
      const { stored, counterpart } = await projects.look(id, call)
      const own = stored.project.seen?.basis
      const other = counterpart?.seen?.basis
      if (!counterpart?.comparison || !own || !other) throw callFailed('nothing-to-compare', messages())
      const preCheck: PreCheck = {
        at: new Date(now()).toISOString(),
        compatible: counterpart.comparison.verdict === 'compatible',
        counterpart: counterpart.view.name,
        basis: preCheckBasis(own, other),
      }
      const change = (project: Project) => ({ ...project, preChecks: lastOf([...project.preChecks, preCheck]) })
      return projects.change(id, 'pre-check', change, { call, quiet: true })
    },
  }
}
