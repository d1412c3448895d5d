/** Where the window's page stands. The slash behind it belongs to it: no other host begins like that. */
export const origin = 'app://wizard'
export const startPage = `${origin}/index.html`

export const isOurPage = (url: string): boolean => url.startsWith(`${origin}/`)
