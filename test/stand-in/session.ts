import { EventEmitter } from 'node:events'
import { type OnBeforeRequestListenerDetails, type Session, type WebContents, type WebRequestFilter } from 'electron'
import { guard, offer } from './offer.ts'
import { protocol } from './protocol.ts'
import { originOf, toScheme } from './scheme.ts'

type PermissionRequestHandler = Exclude<Parameters<Session['setPermissionRequestHandler']>[0], null>
type PermissionCheckHandler = Exclude<Parameters<Session['setPermissionCheckHandler']>[0], null>
type Permission = Parameters<PermissionRequestHandler>[1]
type BeforeRequest = (
  details: OnBeforeRequestListenerDetails,
  callback: (response: { readonly cancel?: boolean; readonly redirectURL?: string }) => void,
) => void

type Offered = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'isSpellCheckerEnabled'
  | 'isPersistent'
>

/** What Electron asks for, and what the browser calls it. What is not here the browser never grants. */
const permissions = new Map<Permission, string>([
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['clipboard-read', 'clipboard-read'],
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
])

class StandInSession extends EventEmitter implements Offered {
  readonly protocol = protocol
  readonly webRequest = offer('session.webRequest', {
    onBeforeRequest: (first: WebRequestFilter | BeforeRequest | null, second?: BeforeRequest | null) => {
      const isFilter = typeof first === 'object' && first !== null
      if (isFilter && first.urls.some((pattern) => pattern !== '<all_urls>')) {
        throw new Error('session.webRequest.onBeforeRequest: the stand-in knows no filter but <all_urls>.')
      }
      this.#beforeRequest = (isFilter ? second : first) ?? undefined
    },
  })
  #beforeRequest: BeforeRequest | undefined
  #permissionRequest: PermissionRequestHandler | undefined
  #permissionCheck: PermissionCheckHandler | undefined
  #isSpellChecked = true

  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.#permissionRequest = handler ?? undefined
  }

  setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
    this.#permissionCheck = handler ?? undefined
  }

  /** No device is ever offered to the page. */
  readonly setDevicePermissionHandler: Offered['setDevicePermissionHandler'] = () => undefined

  /** No screen is ever offered to the page. */
  readonly setDisplayMediaRequestHandler: Offered['setDisplayMediaRequestHandler'] = () => undefined

  setSpellCheckerEnabled(enable: boolean): void {
    this.#isSpellChecked = enable
  }

  isSpellCheckerEnabled(): boolean {
    return this.#isSpellChecked
  }

  isPersistent(): boolean {
    return true
  }

  /** Whether main's listener lets a request go on. */
  mayRequest(details: OnBeforeRequestListenerDetails): Promise<boolean> {
    const listener = this.#beforeRequest
    if (!listener) return Promise.resolve(true)
    return new Promise((resolve, reject) => {
      listener(details, ({ cancel, redirectURL }) => {
        if (redirectURL !== undefined) reject(new Error('The stand-in knows no redirectURL in onBeforeRequest.'))
        else resolve(cancel !== true)
      })
    })
  }

  /** What the page may do, in the browser's words: asked when it loads, not when it wants it. */
  async grantedTo(contents: WebContents, shown: string): Promise<string[]> {
    if (!this.#permissionRequest || !this.#permissionCheck) {
      throw new Error(
        'Electron grants a page everything unless both permission handlers are set: the stand-in refuses.',
      )
    }
    const granted: string[] = []
    for (const [permission, name] of permissions) {
      if (this.#isAllowed(contents, permission, shown) && (await this.#isGranted(contents, permission, shown))) {
        granted.push(name)
      }
    }
    return granted
  }

  #isAllowed(contents: WebContents, permission: Permission, shown: string): boolean {
    const details = { isMainFrame: true, requestingUrl: toScheme(shown) }
    return this.#permissionCheck?.(contents, permission, originOf(shown), details) ?? false
  }

  #isGranted(contents: WebContents, permission: Permission, shown: string): Promise<boolean> {
    const details = { isMainFrame: true, requestingUrl: toScheme(shown) }
    return new Promise((resolve) => this.#permissionRequest?.(contents, permission, resolve, details))
  }
}

guard(StandInSession, 'session.defaultSession')

export const defaultSession = new StandInSession()

export const session = offer('session', { defaultSession })
