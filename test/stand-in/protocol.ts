import { type CustomScheme, type Protocol } from 'electron'
import { lifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'
import { fromScheme, toScheme } from './scheme.ts'

type Offered = Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>
type Handler = Parameters<Protocol['handle']>[1]

const privileged = new Map<string, CustomScheme['privileges']>()
const handlers = new Map<string, Handler>()

/** Shown from https, an address is always standard and secure: a scheme that is not would get more than in Electron. */
function mustBeStandard(scheme: string): void {
  const privileges = privileged.get(scheme)
  if (!privileges?.standard || !privileges.secure) {
    throw new Error(`The stand-in knows privileged schemes alone: register ${scheme} as standard and secure.`)
  }
}

export const protocol: Offered = offer('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    if (lifecycle.isReady) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    }
    privileged.clear()
    for (const { scheme, privileges } of schemes) privileged.set(scheme, privileges)
  },
  handle(scheme, handler) {
    lifecycle.mustBeReady('handle a protocol')
    mustBeStandard(scheme)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle(scheme) {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
} satisfies Offered)

export interface Asked {
  readonly shown: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: Buffer | null
}

export interface Answered {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

/** What the app's own handler answers to a request of the window; nothing where no handler knows the address. */
export async function answerRequest({ shown, method, headers, body }: Asked): Promise<Answered | undefined> {
  const url = toScheme(shown)
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (!handler || fromScheme(url) === url) return undefined
  const request = new Request(url, { method, headers, ...(body && { body: new Uint8Array(body) }) })
  const response = await handler(request)
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers.entries()),
    body: Buffer.from(await response.arrayBuffer()),
  }
}
