import { project, type Route, route } from './route.ts'
import type { RehearsalView } from './rehearsal-views.ts'

export const rehearsalRoutes = {
  /** The real handshake of a project's chain with its counterpart's, where both keys are here; changes nothing. */
  'rehearsal.run': route<RehearsalView>()(project),
} satisfies Readonly<Record<string, Route>>
