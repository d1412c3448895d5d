import { shell } from 'electron'

/** The pages that the window may have opened in the browser: it names one, and never an address. */
const addresses = {
  'kb-chain': 'https://www.dell.com/support/kbdoc/000221202',
  'kb-backup': 'https://www.dell.com/support/kbdoc/000223239',
  guide: 'https://www.dell.com/openmanagemanuals',
} as const

export type LinkName = keyof typeof addresses

export const openLink = (link: LinkName): Promise<void> => shell.openExternal(addresses[link])
