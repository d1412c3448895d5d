import { type CommandLine } from 'electron'
import { guard } from './offer.ts'

type Offered = Pick<CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'>

/** Chromium's switches, from the arguments and from main. The stand-in hands `--lang` alone to its browser. */
export class StandInCommandLine implements Offered {
  readonly #switches = new Map<string, string>()

  constructor(values: readonly string[]) {
    for (const value of values) {
      const [, name, given] = /^--([^=]+)=?(.*)$/.exec(value) ?? []
      if (name !== undefined) this.appendSwitch(name, given)
    }
  }

  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name.toLowerCase(), value)
  }

  hasSwitch(name: string): boolean {
    return this.#switches.has(name.toLowerCase())
  }

  getSwitchValue(name: string): string {
    return this.#switches.get(name.toLowerCase()) ?? ''
  }

  removeSwitch(name: string): void {
    this.#switches.delete(name.toLowerCase())
  }
}

guard(StandInCommandLine, 'app.commandLine')

export const commandLine = new StandInCommandLine(process.argv.slice(2))
