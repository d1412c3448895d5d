import type { Handlers } from '../../contract/dispatch.ts'
import type { Home, Start } from '../../contract/views.ts'
import { framesIn } from '../bugs.ts'
import { callFailed } from '../failures.ts'
import { saveFile } from '../save-file.ts'
import type { Services } from '../services.ts'

type Own = 'app.start' | 'app.settings' | 'app.copy' | 'app.edit' | 'app.link' | 'app.show' | 'app.diagnostics'

const platforms: Partial<Record<NodeJS.Platform, Start['platform']>> = { win32: 'windows', darwin: 'mac' }

/** @param pageListens told when the page has begun: it asks for `app.start` first */
export function appHandlers(
  services: Services,
  home: () => Promise<Home>,
  pageListens: () => void,
): Pick<Handlers, Own> {
  const { about, desk, messages, saved, settings } = services
  return {
    'app.start': async () => {
      pageListens()
      return {
        settings: settings.shown(),
        platform: platforms[about.platform] ?? 'linux',
        version: about.version,
        home: await home(),
      }
    },

    'app.settings': async ({ language, theme, vaultIdleMinutes }) => {
      await settings.change({
        ...(language !== undefined && { language }),
        ...(theme !== undefined && { theme }),
        ...(vaultIdleMinutes !== undefined && { vaultIdleMinutes }),
      })
      return settings.shown()
    },

    'app.copy': async ({ text }) => {
      await desk.copy(text)
      return null
    },

    'app.edit': ({ command }) => {
      desk.edit(command)
      return null
    },

    'app.link': async ({ link }) => {
      await desk.openLink(link)
      return null
    },

    'app.show': ({ shown }) => {
      const path = saved.get(shown)
      if (path === undefined) throw callFailed('not-shown', messages())
      desk.showInFolder(path)
      return null
    },

    'app.diagnostics': ({ what }) =>
      saveFile('diagnostics', 'ome-chain-wizard-diagnostics.txt', diagnostics(what, services), services),
  }
}

/** Versions, what went wrong in main, and the places in the code that the window names: no names, paths, certificates. */
function diagnostics(what: string, { about, bugs, now }: Services): string {
  const parts = [
    `OME Chain Wizard ${about.version}, ${about.parts}, ${about.platform}`,
    new Date(now()).toISOString(),
    bugs.text,
    ['window', ...framesIn(what)].join('\n'),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
