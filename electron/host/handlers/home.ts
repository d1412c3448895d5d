import type { Handlers } from '../../contract/dispatch.ts'
import type { Home } from '../../contract/views.ts'
import { caListOf } from '../cas.ts'
import { makeExample } from '../example.ts'
import { failureOf } from '../failures.ts'
import { homeOf } from '../home.ts'
import type { Services } from '../services.ts'

/** With what could not be read, the settings too. */
export async function homeList({ projects, seenCas, settings, now, messages }: Services): Promise<Home> {
  const { cards, troubles } = homeOf(await projects.list(), now(), messages())
  const { cas, troubles: ofCas } = caListOf(await seenCas.list(), now(), messages())
  const { keptAside } = settings
  const ofSettings = keptAside === null ? [] : [failureOf('settings-damaged', messages(), { file: keptAside })]
  return { cards, cas, troubles: [...ofSettings, ...troubles, ...ofCas] }
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
