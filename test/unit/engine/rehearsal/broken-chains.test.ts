import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Rehearsal, RehearsalRun, SideName } from '../../../../electron/engine/rehearsal/rehearsal.ts'
import { brokenChains } from './broken-chains.ts'
import { rehearseNow, sideOf } from './material.ts'
import { type Answers, newerAnswers, stricterAnswers, tlsAnswers } from './tls-answers.ts'

const verbs = { refused: 'refused', 'not-started': 'not started', 'no-answer': 'no answer', agreed: 'agreed' } as const

function answerOf({ outcome, refusedBy, code, alert, rules }: RehearsalRun): string {
  if (refusedBy === null) return verbs[outcome]
  const named = rules.length > 0 ? rules.join(', ') : 'no rule'
  return `${verbs[outcome]} by ${refusedBy}: ${code ?? ''}, ${alert ?? 'no alert'} (${named})`
}

/** As the table writes it: once where both versions say the same. */
function answersOf({ runs, unseen }: Rehearsal): Answers {
  const as = (client: SideName) => [...new Set(runs.filter((run) => run.client === client).map(answerOf))]
  return { asClient: as('source'), asServer: as('target'), unseen: [...new Set(unseen.map(({ rule }) => rule))] }
}

async function rehearseBroken(name: string): Promise<Answers> {
  const broken = brokenChains[name]
  if (!broken) throw new Error(`no chain is broken by: ${name}`)
  return answersOf(await rehearseNow(sideOf('OMENT-310', broken.source), sideOf('OMENT-400', broken.target)))
}

/** Node 20 and 22 have OpenSSL 3.0, Node 24 has 3.5. */
const isNewer = !/^3\.[0-4]\./.test(process.versions.openssl)
const presentAnswers = { ...tlsAnswers, ...(isNewer ? newerAnswers : {}) }

const usual = tls.DEFAULT_CIPHERS
afterAll(() => {
  tls.DEFAULT_CIPHERS = usual
})

describe.each([
  [1, presentAnswers],
  [2, stricterAnswers],
])('what OpenSSL answers at security level %i', (level, table) => {
  beforeAll(() => {
    tls.DEFAULT_CIPHERS = `DEFAULT@SECLEVEL=${String(level)}`
  })
  it.each(Object.entries(table))('%s', async (name, answers) => {
    expect(await rehearseBroken(name)).toEqual(answers)
  })
})

it('has an answer to each chain', () => {
  expect(Object.keys(tlsAnswers)).toEqual(Object.keys(brokenChains))
})
