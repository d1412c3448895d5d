/**
 * The app's own scheme in a browser that does not know it: `app://wizard/index.html` is shown from
 * `https://wizard.app.localhost/index.html`, a secure context that needs no network.
 */
const host = /^([^.]+)\.([^.]+)\.localhost$/

/** The address that main knows, from the one that the browser shows. */
export function toScheme(shown: string): string {
  if (!URL.canParse(shown)) return shown
  const url = new URL(shown)
  const match = url.protocol === 'https:' ? host.exec(url.hostname) : null
  if (!match) return shown
  return `${match[2] ?? ''}://${match[1] ?? ''}${url.pathname}${url.search}${url.hash}`
}

/** The address that the browser shows, from the one that main knows. */
export function fromScheme(url: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#:]+)(.*)$/i.exec(url)
  const [, scheme, name, rest] = match ?? []
  if (scheme === undefined || name === undefined || /^(https?|file|data|about|blob|wss?)$/i.test(scheme)) return url
  return `https://${name}.${scheme}.localhost${rest ?? ''}`
}

/** The origin that main knows. */
export function originOf(url: string): string {
  const [origin] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(toScheme(url)) ?? []
  return origin ?? 'null'
}
