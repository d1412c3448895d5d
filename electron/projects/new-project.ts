import { type Project, schemaVersion } from './project.ts'

/** What is known of an appliance when its project begins. */
export type Beginning = Pick<Project, 'name' | 'role' | 'hostName' | 'address' | 'omeVersion'>

/** A project in which nothing was done yet. Its form begins with what is known. @param now milliseconds since 1970 */
export const newProject = (id: string, beginning: Beginning, now: number): Project => ({
  ...beginning,
  schema: schemaVersion,
  id,
  createdAt: new Date(now).toISOString(),
  counterpart: null,
  archived: false,
  isExample: false,
  changeWindow: null,
  moment: { kind: 'now' },
  clock: null,
  csrOrigin: 'appliance',
  csrForm: {
    distinguishedName: beginning.hostName,
    departmentName: '',
    businessName: '',
    locality: '',
    state: '',
    country: '',
    email: '',
    san: beginning.hostName === '' ? [] : [beginning.hostName],
  },
  csrs: [],
  submission: null,
  files: [],
  leaf: null,
  chain: null,
  upload: { kind: 'assembled' },
  verdicts: [],
  preChecks: [],
  exports: [],
  uploadedAt: null,
  seen: null,
  notes: '',
})
