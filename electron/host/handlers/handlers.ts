import type { Handlers } from '../../contract/dispatch.ts'
import type { Services } from '../services.ts'
import { appHandlers } from './app.ts'
import { caHandlers } from './ca.ts'
import { certificateHandlers } from './certificates.ts'
import { csrHandlers } from './csr.ts'
import { exportHandlers } from './export.ts'
import { fileHandlers } from './files.ts'
import { homeHandlers, homeList } from './home.ts'
import { mailPackHandlers } from './mail-pack.ts'
import { preCheckHandlers } from './pre-check.ts'
import { projectHandlers } from './project.ts'
import { rehearsalHandlers } from './rehearsal.ts'
import { submissionHandlers } from './submission.ts'
import { validateHandlers } from './validate.ts'
import { vaultHandlers } from './vault.ts'

/** One for each route; what a handler is given was checked before. @param pageListens told once the page has begun */
export const makeHandlers = (services: Services, pageListens: () => void): Handlers => ({
  ...appHandlers(services, () => homeList(services), pageListens),
  ...fileHandlers(services),
  ...homeHandlers(services),
  ...projectHandlers(services),
  ...csrHandlers(services),
  ...vaultHandlers(services),
  ...caHandlers(services),
  ...submissionHandlers(services),
  ...mailPackHandlers(services),
  ...certificateHandlers(services),
  ...validateHandlers(services),
  ...preCheckHandlers(services),
  ...rehearsalHandlers(services),
  ...exportHandlers(services),
})
