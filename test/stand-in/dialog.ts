import { type Dialog, type MessageBoxOptions, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { askForMessage, askForOpening, askForSaving } from './dialogs-for-people.ts'
import { lifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'
import { forPeopleOnly } from './settings.ts'

type Offered = Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>

/** A window may stand before the options. */
function optionsOf(call: string, values: readonly unknown[]): unknown {
  lifecycle.mustBeReady(`call dialog.${call}`)
  forPeopleOnly(`dialog.${call}(${JSON.stringify(values.at(-1))})`)
  return structuredClone(values.at(-1))
}

export const dialog: Offered = offer('dialog', {
  async showOpenDialog(...values: unknown[]) {
    const filePaths = await askForOpening(optionsOf('showOpenDialog', values) as OpenDialogOptions)
    return { canceled: filePaths.length === 0, filePaths }
  },
  async showSaveDialog(...values: unknown[]) {
    const filePath = await askForSaving(optionsOf('showSaveDialog', values) as SaveDialogOptions)
    return { canceled: filePath === '', filePath }
  },
  async showMessageBox(...values: unknown[]) {
    return askForMessage(optionsOf('showMessageBox', values) as MessageBoxOptions)
  },
  showErrorBox(title: string, content: string) {
    forPeopleOnly(`dialog.showErrorBox(${title})`)
    process.stderr.write(`${title}\n${content}\n`)
  },
} satisfies Offered)
