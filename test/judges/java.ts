import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Exhibit, Judge } from './judge.ts'
import { withScratch } from './scratch.ts'

interface Answer {
  readonly count: number
  readonly isValid: boolean
}

/** Java's CertificateFactory and CertPathValidator; undefined where no JDK (17 or later) is installed. */
export function javaJudge(): Judge | undefined {
  const { status, stdout } = spawnSync('javac', ['-version'])
  if (status !== 0 || Number(/^javac (\d+)/.exec(stdout.toString())?.[1]) < 17) return undefined
  return {
    name: 'java',
    judgePaths: (exhibits) => mapValues(ask(exhibits), ({ isValid }) => (isValid ? 'ok' : 'refused')),
    countCertificates: (exhibits) => mapValues(ask(exhibits), ({ count }) => count),
  }
}

const mapValues = <A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> =>
  new Map([...map].map(([key, value]) => [key, change(value)]))

/** All exhibits in one run: Java compiles the one source file in memory. */
function ask(exhibits: readonly Exhibit[]): ReadonlyMap<string, Answer> {
  return withScratch((write) => {
    const lines = exhibits.map(({ id, at, bytes }, index) => `${id}\t${at}\t${write(`${index}.pem`, bytes)}\n`)
    const source = fileURLToPath(new URL('Judge.java', import.meta.url))
    const { status, stdout, stderr } = spawnSync('java', [source], { input: lines.join(''), maxBuffer: 1 << 26 })
    if (status !== 0) throw new Error(`Java's judge failed: ${stderr.toString()}`)
    return new Map(stdout.toString().trimEnd().split('\n').map(toAnswer))
  })
}

function toAnswer(line: string): [string, Answer] {
  const [id = '', count = '', verdict] = line.split('\t')
  return [id, { count: Number(count), isValid: verdict === 'ok' }]
}
