import { join } from 'node:path'

/** What the preload of the sample app exposes. */
export interface Sample {
  readonly invoke: (channel: string, ...values: unknown[]) => Promise<unknown>
  readonly send: (channel: string, ...values: unknown[]) => void
  readonly listen: (channel: string, listener: (...values: unknown[]) => void) => () => void
  readonly dropped: (files: readonly File[]) => Promise<string[]>
  readonly call: (callback: (value: unknown) => unknown, value: unknown) => unknown
  readonly later: (promise: Promise<unknown>) => Promise<unknown>
  readonly fail: () => void
  readonly kind: (value: unknown) => string
  readonly point: { x: number; length?: () => number }
  readonly use: (module: string, member?: string) => unknown
  readonly load: (name: string) => unknown
}

declare global {
  interface Window {
    readonly sample: Sample
  }
}

/** The stand-in's own app, which is as small as it can be: for `appFolder`. */
export const sampleFolder = join(import.meta.dirname, '../../stand-in/sample')
