import type { MenuItem } from '../parts/menu-item.ts'
import type { App, Named } from '../state/app.svelte.ts'
import { t } from '../state/texts.svelte.ts'

/** What can be done with a whole project, on home and on its own screen. */
export function projectMenu(app: App, project: Named & { readonly archived: boolean }): readonly MenuItem[] {
  const { archived } = project
  return [
    { label: t('window.app.menu.duplicate'), onclick: () => void app.duplicate(project), isFirstOfGroup: true },
    { label: t('window.app.menu.save'), onclick: () => void app.saveAsFile(project) },
    {
      label: t(archived ? 'window.app.menu.unarchive' : 'window.app.menu.archive'),
      onclick: () => void app.archive(project, !archived),
    },
    { label: t('window.app.menu.delete'), onclick: () => void app.delete(project) },
  ]
}
