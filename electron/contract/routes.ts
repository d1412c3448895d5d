import { z } from 'zod'
import type { Details } from '../engine/certificate-details.ts'
import { caRoutes } from './ca-routes.ts'
import {
  fingerprint,
  nothing,
  password,
  paste,
  pem,
  picked,
  project,
  proposed,
  role,
  type Route,
  route,
  type Saved,
  short,
  source,
  time,
} from './route.ts'
import { rehearsalRoutes } from './rehearsal-routes.ts'
import { submitRoutes } from './submit-routes.ts'
import { vaultRoutes } from './vault-routes.ts'
import { vaultIdleMinutes } from './vault-views.ts'
import type {
  Exported,
  Home,
  Imported,
  LogExplanations,
  Picked,
  ProjectView,
  QuickCheck,
  SavedState,
  Settings,
  Start,
} from './views.ts'

const csrForm = z.object({
  distinguishedName: short,
  departmentName: short,
  businessName: short,
  locality: short,
  state: short,
  country: short,
  email: z.string().max(320),
  san: z.array(short).max(32),
})

/** The fields that are edited in place. What is absent stays. */
const edits = z
  .object({
    name: short.min(1),
    role,
    hostName: short,
    address: short,
    omeVersion: z.string().max(64),
    changeWindow: time.nullable(),
    csrOrigin: z.enum(['appliance', 'workstation']),
    csrForm,
    notes: z.string().max(64 * 1024),
    archived: z.boolean(),
  })
  .partial()

/** Every call that the window can make. There is no other way from it to a file, a key or the network. */
export const routes = {
  'app.start': route<Start>()(nothing),
  'app.settings': route<Settings>()(
    z
      .object({
        language: z.enum(['en', 'fr', 'es']).nullable(),
        theme: z.enum(['system', 'light', 'dark']),
        vaultIdleMinutes: z.literal(vaultIdleMinutes).nullable(),
      })
      .partial(),
  ),
  /** `text` goes to the clipboard. */
  'app.copy': route<null>()(z.object({ text: paste })),
  /** In the field that has the focus: a page can't ask that of its browser itself. */
  'app.edit': route<null>()(z.object({ command: z.enum(['undo', 'redo']) })),
  /** Opens one of the pages that we know in the browser. */
  'app.link': route<null>()(z.object({ link: z.enum(['kb-chain', 'kb-backup', 'guide']) })),
  'app.show': route<null>()(z.object({ shown: z.uuid() })),
  /** Words about a bug for its authors, without names or certificates; null: cancelled. */
  'app.diagnostics': route<{ readonly file: string } | null>()(z.object({ what: z.string().max(20_000) })),

  /** A dialog of the system; null: cancelled. */
  'files.choose': route<Picked | null>()(
    z.object({ what: z.enum(['csr', 'certificates', 'folder', 'chain', 'log', 'project', 'ca', 'ca-backup']) }),
  ),
  'files.check': route<QuickCheck>()(z.object({ source, password, at: time.nullable(), csr: source.nullable() })),
  /** Saves the chain that was put together out of what was checked; null: cancelled. */
  'files.saveMended': route<Saved>()(z.object({ pem, name: proposed })),
  'files.explain': route<LogExplanations>()(z.object({ source })),

  'home.list': route<Home>()(nothing),
  /** Two appliances to play through. */
  'home.example': route<Home>()(nothing),

  'project.create': route<ProjectView>()(
    z.object({ name: short.min(1), role, hostName: short, address: short, omeVersion: z.string().max(64) }),
  ),
  'project.open': route<ProjectView>()(project),
  'project.edit': route<ProjectView>()(project.extend({ edits })),
  'project.duplicate': route<ProjectView>()(project),
  /** Into the bin of the operating system, after a question; false: kept. */
  'project.delete': route<boolean>()(project),
  'project.undo': route<ProjectView>()(project),
  'project.redo': route<ProjectView>()(project),
  'project.states': route<readonly SavedState[]>()(project),
  'project.restore': route<ProjectView>()(project.extend({ revision: z.number().int().positive() })),
  /** To one portable file without keys; null: cancelled. */
  'project.save': route<Saved>()(project),
  'project.load': route<ProjectView>()(z.object({ id: picked })),
  /** The two appliances of one migration; null: on its own. Both sides are told. */
  'project.pair': route<ProjectView>()(project.extend({ counterpart: z.uuid().nullable() })),

  'csr.import': route<ProjectView>()(project.extend({ source })),
  /** Key and CSR of a rehearsal are made here. */
  'csr.make': route<ProjectView>()(
    project.extend({ bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]) }),
  ),
  /** Re-wrapped, to a file; null: cancelled. */
  'csr.save': route<Saved>()(project),
  ...rehearsalRoutes,
  ...vaultRoutes,
  ...caRoutes,

  'submission.record': route<ProjectView>()(
    project.extend({
      recipe: z.string().max(64),
      ca: short,
      reference: short,
      contact: short,
      template: short,
      sentAt: time,
    }),
  ),
  'submission.forget': route<ProjectView>()(project),
  ...submitRoutes,

  'certificates.import': route<Imported>()(project.extend({ source, password })),
  'certificates.leaveOut': route<ProjectView>()(project.extend({ file: z.uuid(), leftOut: z.boolean() })),
  'certificates.choose': route<ProjectView>()(
    project.extend({
      leaf: fingerprint.nullable().optional(),
      chain: z.array(fingerprint).max(64).nullable().optional(),
      /** The id of a file to be uploaded as it came; null: the chain that is put together. */
      upload: z.uuid().nullable().optional(),
    }),
  ),
  'certificate.details': route<Details>()(z.object({ pem })),
  'certificate.save': route<Saved>()(z.object({ pem, name: proposed })),

  'validate.moment': route<ProjectView>()(
    project.extend({
      moment: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('now') }),
        z.object({ kind: z.literal('change-window') }),
        z.object({ kind: z.literal('date'), at: time }),
      ]),
    }),
  ),
  /** Notes the present verdict with its time. */
  'validate.record': route<ProjectView>()(project),
  'report.save': route<Saved>()(project),

  'preCheck.counterpart': route<ProjectView>()(project.extend({ source })),
  /** What an appliance's clock shows now; null: not known. */
  'preCheck.clock': route<ProjectView>()(project.extend({ shown: time.nullable() })),
  'preCheck.record': route<ProjectView>()(project),

  /** Writes the chain where the user says, reads it back and checks it again; null: cancelled. */
  'export.write': route<Exported | null>()(project),
  'export.uploaded': route<ProjectView>()(project.extend({ at: time.nullable() })),
  'export.runbook': route<Saved>()(project),
} satisfies Readonly<Record<string, Route>>

export type Routes = typeof routes
export type RouteName = keyof Routes
export type Input<Name extends RouteName> = z.input<Routes[Name]['input']>
export type Output<Name extends RouteName> = Routes[Name] extends Route<z.ZodType, infer Answer> ? Answer : never
