import type { Handlers } from '../../contract/dispatch.ts'
import type { Home } from '../../contract/views.ts'
import { makeExample } from '../example.ts'
import { homeOf } from '../home.ts'
import type { Services } from '../services.ts'

export const homeList = async ({ projects, now, messages }: Services): Promise<Home> =>
  homeOf(await projects.list(), now(), messages())

export function homeHandlers(services: Services): Pick<Handlers, 'home.list' | 'home.example'> {
  return {
    'home.list': () => homeList(services),
    'home.example': async () => {
      await makeExample(services)
      return homeList(services)
    },
  }
}
