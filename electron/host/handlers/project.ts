import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { CallFailed, type Checked, type Handlers } from '../../contract/dispatch.ts'
import { readBytes } from '../../files/kept.ts'
import type { Label } from '../../projects/label.ts'
import { packProject, portableLimit, unpackProject } from '../../projects/portable.ts'
import { newProject } from '../../projects/new-project.ts'
import type { Project } from '../../projects/project.ts'
import { fileFailureReport } from '../../engine/failure-report.ts'
import { callFailed } from '../failures.ts'
import { fileNameOf } from '../file-name.ts'
import { pair } from '../pairing.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'
import { orFailed } from '../store-results.ts'
import { labelText } from '../view.ts'

type Own = Extract<keyof Handlers, `project.${string}`>

export function projectHandlers(services: Services): Pick<Handlers, Own> {
  const { desk, messages, now, picked, projects, store } = services
  return {
    'project.create': async (input, call) => {
      const created = await store.create(newProject(randomUUID(), input, now()))
      return projects.show(created, call)
    },

    'project.open': ({ id }, call) => projects.view(id, call),

    'project.edit': ({ id, edits }, call) =>
      projects.change(id, labelOf(edits), (project) => edited(project, edits), { call }),

    'project.duplicate': async ({ id }, call) => {
      const { project } = await projects.load(id)
      const name = messages().text('host.copyOf', { name: project.name }).slice(0, 255)
      return projects.show(await store.duplicate(id, name), call)
    },

    'project.delete': async ({ id }) => {
      const { project } = await projects.load(id)
      if (!(await desk.confirmDeletion(project.name))) return false
      try {
        await desk.moveToBin(store.folderOf(id))
      } catch {
        // The system says no more than that it could not.
        throw callFailed('no-bin', messages(), { name: project.name })
      }
      projects.forget(id)
      return true
    },

    'project.undo': async ({ id }, call) => projects.show(await store.undo(id), call),
    'project.redo': async ({ id }, call) => projects.show(await store.redo(id), call),

    'project.states': async ({ id }) =>
      orFailed(await store.states(id), messages()).map(({ label, ...state }) => ({
        ...state,
        label: labelText(label, messages()),
      })),

    'project.restore': async ({ id, revision }, call) => projects.show(await store.restore(id, revision), call),

    'project.save': async ({ id }) => {
      const { project } = await projects.load(id)
      const files = orFailed(await store.readFiles(project), messages())
      const packed = orFailed(await packProject(project, files), messages())
      return saveFile('project', fileNameOf(project.name, '.omechain'), packed, services)
    },

    'project.load': async ({ id }, call) => {
      const [path] = picked.get(id) ?? []
      if (path === undefined) throw callFailed('not-picked', messages())
      const file = basename(path)
      const bytes = await readBytes(path, portableLimit)
      if (!bytes.ok) throw new CallFailed(fileFailureReport({ ...bytes.failure, file }, messages()))
      const { project, files } = orFailed(await unpackProject(bytes.value, file, await store.ids()), messages())
      return projects.show(await store.create(project, files, 'imported'), call)
    },

    'project.pair': async ({ id, counterpart }, call) => {
      await pair(id, counterpart, services)
      return projects.view(id, call)
    },
  }
}

type Edits = Checked<'project.edit'>['edits']

/** What the user was about, of what was typed since the last saving. */
function labelOf(edits: Edits): Label {
  const fields = Object.keys(edits)
  if (fields.every((field) => field === 'notes')) return 'notes'
  if (fields.every((field) => field === 'csrForm' || field === 'csrOrigin')) return 'csr-form'
  return fields.every((field) => field === 'archived') ? 'archived' : 'details'
}

/** The very same project where nothing is different, so that nothing is saved. */
function edited(project: Project, edits: Edits): Project {
  const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined))
  const changed = { ...project, ...given }
  return isDeepStrictEqual(changed, project) ? project : changed
}
