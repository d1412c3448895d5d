import { basename } from 'node:path'

const mostKept = 20

/** Errors of our own making, as far as they may be told: where in our code, and never what the code worked on. */
export class Bugs {
  private readonly kept: { readonly at: string; readonly trace: string }[] = []

  constructor(private readonly now: () => number) {}

  remember(error: unknown): void {
    this.kept.push({ at: new Date(this.now()).toISOString(), trace: traceOf(error) })
    if (this.kept.length > mostKept) this.kept.shift()
  }

  /** Of each, oldest first. */
  get text(): string {
    return this.kept.map(({ at, trace }) => `${at}\n${trace}`).join('\n\n')
  }
}

/**
 * The kind of an error and the places in the code that it went through. Its message is left out, since it may quote a
 * name or a path, and so are the folders of the places.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const trace = [error.name, ...framesIn(error.stack ?? '')].join('\n')
  return error.cause === undefined ? trace : `${trace}\nbecause of ${traceOf(error.cause)}`
}

/** The lines of a stack that name a place, without the folders of the files. */
export const framesIn = (stack: string): readonly string[] =>
  stack.split('\n').flatMap((line) => {
    const [, caller = '', file, place] = /^\s*at (?:(?:async )?([\w.<>[\] ]+) \()?(.+?)(:\d+:\d+)\)?$/.exec(line) ?? []
    return file === undefined || place === undefined ? [] : [`  at ${caller} (${lastPart(file)}${place})`]
  })

/** Of a path or a URL, on every system. */
const lastPart = (file: string): string => basename(file.replaceAll('\\', '/'))
