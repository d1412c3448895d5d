import { z } from 'zod'

/** Rises when a saved project of an older version has to be rewritten to be read (see `migrations.ts`). */
export const schemaVersion = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.iso.datetime()
const text = (longest: number) => z.string().max(longest)

/** OME's own fields of 'Generate Certificate Signing Request'. */
export const csrForm = z.object({
  distinguishedName: text(255),
  departmentName: text(255),
  businessName: text(255),
  locality: text(255),
  state: text(255),
  country: text(255),
  email: text(320),
  /** Alternative names, 4 at most in OME; more are kept, and refused by the check of the form. */
  san: z.array(text(255)).max(32),
})

/** A CSR that was ever made for this appliance. Only the newest counts: a new one makes the former's key void. */
const csr = z.object({
  /** SHA-256 over the DER. */
  sha256,
  pem: text(64 * 1024),
  origin: z.enum(['appliance', 'workstation']),
  /** The name of the file it came from, null where it was pasted or made here. */
  from: text(1024).nullable(),
  at: time,
})

const submission = z.object({
  /** The CSR that was sent: another one since makes the submission void. */
  csr: sha256,
  recipe: text(64),
  ca: text(255),
  reference: text(255),
  contact: text(255),
  template: text(255),
  sentAt: time,
})

/** A file as it came; its bytes lie beside the project under their digest. */
const importedFile = z.object({
  id: z.uuid(),
  name: text(1024),
  sha256,
  bytes: z.number().int().nonnegative(),
  at: time,
  /** It held a private key, so only its certificates were kept. */
  keyRemoved: z.boolean(),
  /** Taken out by the user; kept, and brought back at a click. */
  leftOut: z.boolean(),
})

/** What a verdict was about: the same again means that it still holds. */
const verdict = z.object({
  at: time,
  /** The moment that was judged at. */
  judgedAt: time,
  ready: z.boolean(),
  /** The code that OME would show first, or null. */
  answer: text(64).nullable(),
  errors: z.number().int().nonnegative(),
  warnings: z.number().int().nonnegative(),
  /** Of what the judgement depended on: see `basis.ts`. */
  basis: sha256,
})

const preCheck = z.object({
  at: time,
  compatible: z.boolean(),
  counterpart: text(1024),
  /** Of both sides: see `basis.ts`. */
  basis: sha256,
})

const exported = z.object({
  at: time,
  file: text(1024),
  /** Digest of the file as it was written, and read back. */
  sha256,
  /** Fingerprint of the appliance's own certificate. */
  leaf: sha256,
  certificates: z.number().int().positive(),
  /** The basis of the verdict that it was exported under. */
  basis: sha256,
})

/** What the last look at the certificates showed, for the home screen: it can be had again at any time. */
const seen = z.object({
  outcome: z.enum(['empty', 'no-certificate', 'no-leaf', 'several-leaves', 'chain']),
  /** In the chain, or of which one could be the appliance's own. */
  certificates: z.number().int().nonnegative(),
  /** Whose certificate the chain lacks. */
  missing: text(4096).nullable(),
  /** The search for the chain was given up: where it ends, nobody knows. */
  tangled: z.boolean(),
  /** Whether its first certificate is for the key of the newest CSR; null where either is not there. */
  matchesCsr: z.boolean().nullable(),
  /** When the first certificate of the chain ends. */
  endsAt: time.nullable(),
  ready: z.boolean(),
  errors: z.number().int().nonnegative(),
  /** What a verdict would depend on now; null where there is nothing to judge. */
  basis: sha256.nullable(),
})

export const projectSchema = z.object({
  schema: z.literal(schemaVersion),
  id: z.uuid(),
  name: text(255),
  createdAt: time,
  role: z.enum(['source', 'target']),
  hostName: text(255),
  address: text(255),
  omeVersion: text(64),
  /** Beside it in the same migration: another project, or any chain file (kept under its digest). */
  counterpart: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('project'), id: z.uuid() }),
      z.object({ kind: z.literal('file'), name: text(1024), sha256 }),
    ])
    .nullable(),
  archived: z.boolean(),
  isExample: z.boolean(),
  changeWindow: time.nullable(),
  moment: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('now') }),
    z.object({ kind: z.literal('change-window') }),
    z.object({ kind: z.literal('date'), at: time }),
  ]),
  /** What the appliance's clock showed, and when that was: it judges by its own clock. */
  clock: z.object({ shown: time, at: time }).nullable(),
  csrOrigin: z.enum(['appliance', 'workstation']),
  csrForm,
  /** Oldest first. */
  csrs: z.array(csr).max(200),
  submission: submission.nullable(),
  files: z.array(importedFile).max(2000),
  /** The user's choices where there are several; null: the best. Fingerprints, leaf first. */
  leaf: sha256.nullable(),
  chain: z.array(sha256).max(64).nullable(),
  /** What is to be uploaded: the chain that is put together here, or one file as it came. */
  upload: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('assembled') }),
    z.object({ kind: z.literal('file'), id: z.uuid() }),
  ]),
  /** Oldest first, like those below. */
  verdicts: z.array(verdict).max(100),
  preChecks: z.array(preCheck).max(100),
  exports: z.array(exported).max(100),
  /** When the last export was uploaded: a new export clears it. */
  uploadedAt: time.nullable(),
  seen: seen.nullable(),
  notes: text(64 * 1024),
})

/** One appliance and all the work on its chain, as it is saved. Holds no key, no path and no bytes. */
export type Project = z.infer<typeof projectSchema>
export type Role = Project['role']
export type CsrForm = z.infer<typeof csrForm>
export type CsrRecord = Project['csrs'][number]
export type Submission = z.infer<typeof submission>
export type ImportedFile = Project['files'][number]
export type Verdict = z.infer<typeof verdict>
export type PreCheck = z.infer<typeof preCheck>
export type Exported = z.infer<typeof exported>
export type Seen = z.infer<typeof seen>
export type Moment = Project['moment']

/** The CSR that the appliance's key belongs to. */
export const newestCsr = (project: Project): CsrRecord | undefined => project.csrs.at(-1)
