import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, createSecureContext, createServer, type Server, type TLSSocket } from 'node:tls'
import { alertReceived } from './causes.ts'
import type { Agreement, TlsVersion } from './rehearsal.ts'

/** What a side shows, and what it trusts. */
export interface Credentials {
  /** PEM, in the order in which it is sent. */
  readonly cert: string
  /** PEM. */
  readonly key: Buffer
  /** PEM of the only anchors. */
  readonly ca: readonly string[]
}

export type Peer = 'client' | 'server'

/** How a handshake ended. `alert`: the one that was really sent; Node sends none for a certificate. */
export type Shaken =
  | { readonly kind: 'agreed'; readonly agreement: Agreement }
  | Refused
  | { readonly kind: 'no-answer'; readonly words: string | null }

interface Refused {
  readonly kind: 'refused' | 'not-started'
  readonly by: Peer
  readonly code: string
  readonly words: string | null
  readonly alert: string | null
}

const loopback = '127.0.0.1'
const timeLimitMs = 5_000

interface NodeError extends Error {
  readonly code?: string
}

/** One mutual handshake on loopback, in one version of TLS. Whatever happens, nothing stays open. */
export async function handshake(version: TlsVersion, client: Credentials, server: Credentials): Promise<Shaken> {
  const options = {
    client: { ...optionsOf(client), minVersion: version, maxVersion: version },
    server: { ...optionsOf(server), minVersion: version, maxVersion: version },
  }
  const unloadable = loadFailure('server', options.server) ?? loadFailure('client', options.client)
  if (unloadable) return unloadable
  // Were the server to reject by itself, Node would hang up before the client has had its say, which comes first in TLS:
  // so it notes what it makes of the client's chain, and refuses as soon as the client has spoken.
  const listener = createServer({ ...options.server, requestCert: true, rejectUnauthorized: false })
  const sockets = new Set<Socket>()
  listener.on('connection', (socket: Socket) => sockets.add(socket))
  try {
    listener.listen(0, loopback)
    await once(listener, 'listening')
    const address = listener.address()
    const port = typeof address === 'object' && address ? address.port : 0
    // The host name is judged apart: it refuses nothing here.
    const checkServerIdentity = () => undefined
    const caller = connect({ ...options.client, host: loopback, port, rejectUnauthorized: true, checkServerIdentity })
    sockets.add(caller)
    return await new Meeting(caller, listener).ended
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { kind: 'no-answer', words: error.message }
  } finally {
    for (const socket of sockets) socket.destroy()
    listener.close()
  }
}

const optionsOf = ({ cert, key, ca }: Credentials) => ({ cert, key, ca: [...ca] })

/** What TLS says against a side's own chain and key, before anybody is asked. */
function loadFailure(by: Peer, options: Parameters<typeof createSecureContext>[0]): Shaken | undefined {
  try {
    createSecureContext(options)
    return undefined
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { kind: 'not-started', by, code: codeOf(error), words: wordsOf(error), alert: null }
  }
}

/** Both ends of one connection, and what each said. */
class Meeting {
  readonly ended: Promise<Shaken>
  private serverSocket: TLSSocket | undefined
  private refusal: string | undefined
  private clientError: NodeError | undefined
  private serverError: NodeError | undefined
  private hasClientSpoken = false
  private isClosed = false
  private agreement: Agreement | undefined
  private end: (shaken: Shaken) => void = () => undefined

  constructor(
    private readonly caller: TLSSocket,
    listener: Server,
  ) {
    this.ended = new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'no-answer', words: null }), timeLimitMs)
      this.end = (shaken) => {
        clearTimeout(timer)
        resolve(shaken)
      }
    })
    listener.on('secureConnection', (socket) => this.accept(socket))
    listener.on('tlsClientError', (error: NodeError) => this.note({ serverError: error }))
    caller.on('secureConnect', () => this.speak())
    caller.on('data', () => this.agree())
    caller.on('error', (error: NodeError) => this.note({ clientError: error }))
    caller.on('close', () => {
      this.isClosed = true
      this.decide()
    })
  }

  private accept(socket: TLSSocket): void {
    this.serverSocket = socket
    socket.on('error', () => undefined) // the client tells why it hung up
    // A string, whatever its type says: the code of the failed verification.
    const reason: unknown = socket.authorizationError
    this.refusal = socket.authorized ? undefined : String(reason)
    socket.on('data', (byte: Buffer) => socket.write(byte))
    this.refuseIfItMust()
  }

  private speak(): void {
    this.hasClientSpoken = true
    this.caller.write(Buffer.of(1))
    this.refuseIfItMust()
  }

  private refuseIfItMust(): void {
    if (this.refusal === undefined || !this.hasClientSpoken) return
    this.serverSocket?.destroy()
    this.decide()
  }

  /** A byte came back, so that both are through: in TLS 1.3 a client knows no sooner whether it was accepted. */
  private agree(): void {
    const { caller, serverSocket, refusal } = this
    if (refusal !== undefined || !serverSocket) return
    this.agreement = {
      protocol: caller.getProtocol() ?? '',
      cipher: caller.getCipher().standardName,
      clientSaw: fingerprintSeen(caller),
      serverSaw: fingerprintSeen(serverSocket),
    }
    this.decide()
  }

  private note(error: { readonly clientError?: NodeError; readonly serverError?: NodeError }): void {
    this.clientError ??= error.clientError
    this.serverError ??= error.serverError
    this.decide()
  }

  private decide(): void {
    const { agreement, refusal, clientError, serverError } = this
    if (agreement) this.end({ kind: 'agreed', agreement })
    else if (clientError && isVerdict(clientError)) this.end(refusedBy('client', clientError, serverError))
    else if (refusal !== undefined && this.hasClientSpoken)
      this.end({ kind: 'refused', by: 'server', code: refusal, words: null, alert: null })
    else if (serverError && isOwn(serverError) && this.isClosed) this.end(refusedBy('server', serverError, clientError))
    else if (clientError && isOwn(clientError) && this.isClosed) this.end(refusedBy('client', clientError, serverError))
  }
}

/** What Node itself says of a certificate once the handshake is through, such as `CERT_HAS_EXPIRED`. */
const isVerdict = ({ code = '' }: NodeError): boolean => !/^E[A-Z]+$|^ERR_/.test(code)

/** Neither an alert that came from the other side nor the end of the connection. */
const isOwn = (error: NodeError): boolean => alertReceived(codeOf(error)) === null && error.code !== 'ECONNRESET'

const refusedBy = (by: Peer, error: NodeError, other: NodeError | undefined): Shaken => ({
  kind: 'refused',
  by,
  code: codeOf(error),
  words: wordsOf(error),
  alert: other ? alertReceived(codeOf(other)) : null,
})

const codeOf = ({ code, name }: NodeError): string => code ?? name

/** OpenSSL wraps its words in a number, a library, a place in its source and a second line. */
function wordsOf({ message }: Error): string {
  const [, words] = /^(?:[0-9A-F]+:)?error:[0-9A-F]+:[^:]*:[^:]*:([^:\n]+)/i.exec(message) ?? []
  return words ?? message.trim()
}

const fingerprintSeen = (socket: TLSSocket): string =>
  socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase() ?? ''
