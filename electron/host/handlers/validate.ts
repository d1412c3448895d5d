import type { Handlers } from '../../contract/dispatch.ts'
import type { Verdict } from '../../projects/project.ts'
import { basisOf } from '../../projects/basis.ts'
import { callFailed } from '../failures.ts'
import { fileNameOf } from '../file-name.ts'
import { lastOf } from '../last-of.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'

type Own = 'validate.moment' | 'validate.record' | 'report.save'

export function validateHandlers(services: Services): Pick<Handlers, Own> {
  const { about, engine, messages, now, projects } = services
  return {
    'validate.moment': ({ id, moment }, call) =>
      projects.change(id, 'moment', (project) => ({ ...project, moment }), { call }),

    'validate.record': async ({ id }, call) => {
      const { examined, stored, now: looked } = await projects.look(id, call)
      const { judged } = examined.examination
      if (!judged) throw callFailed('nothing-to-judge', messages())
      const count = (wanted: string) => judged.chain.findings.filter(({ level }) => level === wanted).length
      const verdict: Verdict = {
        at: new Date(now()).toISOString(),
        judgedAt: new Date(examined.at).toISOString(),
        ready: judged.chain.verdict === 'ready',
        answer: judged.chain.answer?.code ?? null,
        errors: count('error'),
        warnings: count('warning'),
        basis: basisOf(stored.project, judged.sha256, looked),
      }
      const change = (project: typeof stored.project) => ({
        ...project,
        verdicts: lastOf([...project.verdicts, verdict]),
      })
      return projects.change(id, 'verdict', change, { call, quiet: true })
    },

    'report.save': async ({ id }, call) => {
      const { project, csr, examination, comparison, counterpart, judgedAt } = await projects.view(id, call)
      const { name, role, hostName, address, omeVersion, moment } = project
      const input = {
        name,
        role,
        hostName,
        address,
        omeVersion,
        judgedAt: Date.parse(judgedAt),
        moment: moment.kind,
        madeAt: now(),
        version: about.version,
        judged: examination.judged,
        csr: csr && { subject: csr.subject, keySha256: csr.key.sha256 },
        comparison: comparison && counterpart && { counterpart: counterpart.name, report: comparison },
      }
      const html = await engine.run('reportHtml', input, call)
      return saveFile('report', fileNameOf(`${hostName || name}-report`, '.html'), html, services)
    },
  }
}
