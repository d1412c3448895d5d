import { checkCsrForm, restBody } from '../appliance/csr-form.ts'
import { runbookOf } from '../appliance/runbook.ts'
import { recipeViews } from '../ca/recipes/recipes.ts'
import type { ProjectView, StepView } from '../contract/views.ts'
import type { CsrView } from '../engine/csr-view.ts'
import { proposedName } from '../engine/proposed-name.ts'
import type { Messages } from '../messages/messages.ts'
import type { Label } from '../projects/label.ts'
import { newestCsr, type CsrForm, type Project } from '../projects/project.ts'
import { deriveSteps, isRehearsal, stepSummary, type StepState, stepTitle, stepWhy } from '../projects/steps.ts'
import { storeFailureReport } from '../projects/failure.ts'
import type { JobRunner } from './engine.ts'
import { fileNameOf } from './file-name.ts'
import type { Looked } from './looked.ts'
import { returnOf } from './returned.ts'

/** A project that could be the counterpart of another. */
export type Other = ProjectView['others'][number]

export interface ViewSurroundings {
  readonly engine: JobRunner
  readonly messages: Messages
  readonly others: readonly Other[]
}

/** Everything that the steps of a project show, in the language in force. */
export async function composeView(
  looked: Looked,
  { engine, messages, others }: ViewSurroundings,
): Promise<ProjectView> {
  const { stored, examined, counterpart } = looked
  const { project, revision, savedAt, undoes, redoes } = stored
  const csr = await describeCsr(project, engine)
  return {
    project,
    revision,
    savedAt,
    steps: stepsOf(looked).map((step) => stepView(step, messages)),
    undo: undoes && labelText(undoes, messages),
    redo: redoes && labelText(redoes, messages),
    formProblems: checkCsrForm(project.csrForm, { isComplete: true }).map((problem) => ({
      ...problem,
      text: messages.find(['csrForm', 'problems', problem.problem], problem.values),
    })),
    restBody: restBody(project.csrForm),
    csr,
    recipes: recipeViews(
      {
        host: csr?.commonName ?? project.hostName,
        names: csr?.alternativeNames ?? [],
        csrFile: csrFileName(project),
        keySha256: csr?.key.sha256 ?? null,
        template: project.submission?.template ?? '',
      },
      messages,
    ),
    examination: examined.examination,
    returned: await returnOf(looked, engine),
    judgedAt: new Date(examined.at).toISOString(),
    counterpart: counterpart?.view ?? null,
    comparison: counterpart?.comparison ?? null,
    others,
    runbook: runbookFor(looked, messages),
    proposedName: proposedName(project.hostName || project.name),
    troubles: [...stored.troubles.map((trouble) => storeFailureReport(trouble, messages)), ...examined.troubles],
  }
}

/** The six steps as they follow from what was looked at. */
export const stepsOf = ({ stored: { project }, counterpart, now }: Looked): readonly StepState[] =>
  deriveSteps(project, project.seen, counterpart && { name: counterpart.view.name, seen: counterpart.seen }, now)

/** What a change was, in a few words: what Undo would take back. */
export const labelText = (label: Label, messages: Messages): string => messages.find(['host', 'labels', label])

export const csrFileName = ({ hostName, name }: Project): string => fileNameOf(hostName || name, '.csr')

const stepView = (step: StepState, messages: Messages): StepView => ({
  id: step.id,
  title: stepTitle(step.id, messages),
  state: step.state,
  summary: stepSummary(step, messages),
  why: stepWhy(step, messages),
})

function describeCsr(project: Project, engine: JobRunner): Promise<CsrView> | null {
  const csr = newestCsr(project)
  if (!csr) return null
  const form = isEmpty(project.csrForm) ? null : project.csrForm
  return engine.run('describeCsr', { csr: csr.pem, file: csr.from ?? csrFileName(project), form })
}

const isEmpty = ({ san, ...fields }: CsrForm): boolean =>
  [...san, ...Object.values(fields)].every((value) => value.trim() === '')

function runbookFor({ stored: { project }, examined, counterpart }: Looked, messages: Messages) {
  const { role, name, hostName, address, omeVersion, changeWindow } = project
  const last = project.exports.at(-1)
  const [leaf] = examined.examination.chain
  return runbookOf(
    {
      role,
      name,
      hostName,
      address,
      omeVersion,
      isRehearsal: isRehearsal(project),
      changeWindow: changeWindow === null ? null : new Date(changeWindow),
      exported: last ? { file: last.file, sha256: last.sha256 } : null,
      leaf: leaf
        ? {
            issuedTo: leaf.commonName ?? leaf.subject,
            issuedBy: leaf.issuer,
            notBefore: leaf.notBefore,
            notAfter: leaf.notAfter,
          }
        : null,
      counterpart: counterpart && { name: counterpart.view.name, address: counterpart.address ?? '' },
    },
    messages,
  )
}
