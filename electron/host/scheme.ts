import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol } from 'electron'
import { errnoOf } from '../files/errno.ts'
import { headersFor } from './headers.ts'
import { fileFor } from './page-file.ts'
import { printedPagePolicy } from './print-pdf.ts'

/** Before the app is ready: our scheme counts as an origin of its own, and as a secure one. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: false } },
  ])
}

/**
 * Serves the page's files, what is printed just now, and nothing else, under `app://wizard/`.
 * @param folder the built renderer
 * @param printed the page that is printed from an address
 */
export function serveScheme(folder: string, printed: (url: string) => string | undefined): void {
  protocol.handle('app', async ({ url, method }) => {
    const page = method === 'GET' ? printed(url) : undefined
    if (page !== undefined) return new Response(page, { headers: printedHeaders })
    const file = method === 'GET' ? fileFor(url, folder) : undefined
    const bytes = file === undefined ? undefined : await bytesOf(file)
    if (file === undefined || !bytes) return new Response(null, { status: 404, headers: headersFor('') })
    return new Response(bytes, { headers: headersFor(extname(file)) })
  })
}

const printedHeaders = { ...headersFor('.html'), 'Content-Security-Policy': printedPagePolicy }

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return undefined
  }
}
