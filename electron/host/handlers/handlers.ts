import type { Handlers } from '../../contract/dispatch.ts'
import type { Services } from '../services.ts'
import { appHandlers } from './app.ts'

/** One for each route; what a handler is given was checked before. */
export function makeHandlers(services: Services, pageListens: () => void): Handlers {
  const home = () => Promise.resolve({ cards: [], troubles: [] })
  return { ...appHandlers(services, home, pageListens), 'home.list': home } as unknown as Handlers
}
