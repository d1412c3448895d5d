import type { Handlers } from '../../contract/dispatch.ts'
import type { Home } from '../../contract/views.ts'
import { makeExample } from '../example.ts'
import { failureOf } from '../failures.ts'
import { homeOf } from '../home.ts'
import type { Services } from '../services.ts'

/** With what could not be read, the settings too. */
export async function homeList({ projects, settings, now, messages }: Services): Promise<Home> {
  const { cards, troubles } = homeOf(await projects.list(), now(), messages())
  const { keptAside } = settings
  if (keptAside === null) return { cards, troubles }
  return { cards, troubles: [failureOf('settings-damaged', messages(), { file: keptAside }), ...troubles] }
}

export function homeHandlers(services: Services): Pick<Handlers, 'home.list' | 'home.example'> {
  return {
    'home.list': () => homeList(services),
    'home.example': async () => {
      await makeExample(services)
      return homeList(services)
    },
  }
}
