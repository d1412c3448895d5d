import { z } from 'zod'
import {
  type CaList,
  type CaPlanProblem,
  type CaView,
  type Proposal,
  type RequestView,
  revocationReasonNames,
  type Signed,
  trustPlaces,
} from './ca-views.ts'
import { nothing, pem, picked, project, type Route, route, type Saved, short, source } from './route.ts'
import type { ProjectView } from './views.ts'

const ca = z.object({ id: z.uuid() })
const years = z.number().int().min(0).max(1000)
const days = z.number().int().min(0).max(100_000)
const level = z.object({ commonName: short, years })
const plan = z.object({
  name: short,
  levels: z.union([z.literal(1), z.literal(2)]),
  bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]),
  organization: short,
  country: short,
  root: level,
  intermediate: level,
})
const addedNames = z.array(short).max(100)
const request = z.object({ csr: pem, addedNames, days, holder: short })
const requests = z.array(request).min(1).max(2)
const password = z.string().max(1024)
const serial = z.string().regex(/^[0-9a-f]{1,40}$/)
/** What is to be signed for a project; names are added by project. */
const proposal = project.extend({
  ca: z.uuid(),
  /** The other side of the migration as well. */
  both: z.boolean(),
  days,
  added: z.array(z.object({ id: z.uuid(), names: addedNames })).max(2),
})

/** The private CAs of this computer. Their keys stay in main. */
export const caRoutes = {
  'ca.list': route<CaList>()(nothing),
  'ca.show': route<CaView>()(ca),
  /** What keeps a CA from being made, by the fields of its form. */
  'ca.check': route<readonly CaPlanProblem[]>()(plan),
  'ca.create': route<CaView>()(plan),
  /** An existing CA with its key; `name`: as the user will know it, or ''. */
  'ca.import': route<CaView>()(z.object({ source, password: password.nullable(), name: short })),
  'ca.restore': route<CaView>()(z.object({ id: picked, password })),
  /** All of one CA in one file that only the password opens; null: cancelled. */
  'ca.backup': route<Saved>()(ca.extend({ password })),
  /** The CA's own certificates once more, for the same keys; `rootYears` null: the root stays as it is. */
  'ca.renew': route<CaView>()(ca.extend({ rootYears: years.nullable(), issuingYears: years })),
  /** Into the bin of the operating system, after a question; false: kept. */
  'ca.delete': route<boolean>()(ca),
  /** The root as one system wants it; null: cancelled. */
  'ca.saveRoot': route<Saved>()(ca.extend({ place: z.enum(trustPlaces) })),
  /** A new revocation list; null: cancelled. */
  'ca.saveCrl': route<Saved>()(ca),

  /** The one CSR in what was given. PEM. */
  'ca.readCsr': route<{ readonly csr: string; readonly from: string | null }>()(z.object({ source })),
  /** What the certificates would be. Nothing is signed. */
  'ca.examine': route<readonly RequestView[]>()(ca.extend({ requests })),
  'ca.sign': route<Signed>()(ca.extend({ requests })),
  /** The certificate and the CA's own ones, root last; null: cancelled. */
  'ca.saveChain': route<Saved>()(ca.extend({ serial })),
  /** The same request once more, for other dates. */
  'ca.signAgain': route<Signed>()(ca.extend({ serial, days })),
  'ca.revoke': route<CaView>()(ca.extend({ serial, reason: z.enum(revocationReasonNames) })),

  'ca.propose': route<Proposal>()(proposal),
  /** Signs for a project, puts the chain into it and notes how it was signed. */
  'ca.signProject': route<ProjectView>()(proposal),
} satisfies Readonly<Record<string, Route>>
