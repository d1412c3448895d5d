import { describe, expect, it } from 'vitest'
import { caFailureCodes, caFailureReport, refused, refusedByVault } from '../../../../electron/ca/private/failure.ts'
import { creationSteps } from '../../../../electron/ca/private/new-ca.ts'
import { planFields, planProblemKinds } from '../../../../electron/ca/private/plan.ts'
import { type Concern, concernReport, refusalCodes, warningCodes } from '../../../../electron/ca/private/request.ts'
import { trustPlaces } from '../../../../electron/ca/private/root-formats.ts'
import { fileFailureCodes } from '../../../../electron/files/failure.ts'
import { languages, loadMessages } from '../../../../electron/messages/messages.ts'
import { revocationReasons } from '../../../../electron/pki/revocation.ts'
import { vaultFailureCodes } from '../../../../electron/vault/vault-failure.ts'
import { ca as texts } from '../../../../resources/messages/en.json'
import { now } from './sample.ts'

const values: Concern['values'] = {
  names: ['a', 'b'],
  count: 2,
  most: 100,
  days: 900,
  bits: 1024,
  least: 2048,
  key: 'P-256',
  signature: 'Ed448',
  end: new Date(now),
  begin: new Date(now),
}

describe('the texts of a private CA', () => {
  it.each([
    ['failures', caFailureCodes],
    ['requests', [...refusalCodes, ...warningCodes]],
    ['plan', planProblemKinds],
    ['planFields', planFields],
    ['creation', creationSteps],
    ['reasons', revocationReasons],
    ['trust', trustPlaces],
  ] as const)('are there for all %s, and for nothing else', (section, codes) => {
    expect(Object.keys(texts[section]).sort()).toEqual([...codes].sort())
  })

  it.each(languages)('say what happened and what to do in %s', async (language) => {
    const messages = await loadMessages(language)
    const failures = caFailureCodes.map((code) =>
      caFailureReport(
        refused(code, 'Lab CA', { file: 'x.json', reason: 'name-constraint', limit: 8 }).failure,
        messages,
      ),
    )
    const concerns = [...refusalCodes, ...warningCodes].map((code) => concernReport({ code, values }, messages))
    const plan = caFailureReport(
      {
        code: 'plan-refused',
        problems: planProblemKinds.map((problem) => ({ field: 'rootName', problem, limit: 64 })),
      },
      messages,
    )
    for (const { detail, remedy } of [...failures, ...concerns, plan]) {
      for (const text of [detail, remedy]) expect(text).toMatch(/^[^{}]+[.…]$/)
    }
  })

  it('are those of the files and of the vault where it is one of them', async () => {
    const messages = await loadMessages('en')
    for (const code of fileFailureCodes) {
      const failure = { code, ca: 'Lab CA', file: 'issued/1.json', reason: 'EIO' }
      expect(caFailureReport(failure, messages)).toMatchObject({ code, file: 'Lab CA/issued/1.json' })
    }
    for (const code of vaultFailureCodes) {
      const vault = { code, file: null, errno: null }
      expect(caFailureReport(refusedByVault(vault).failure, messages)).toMatchObject({ code })
    }
  })

  it('give the first of several refusals', async () => {
    const refusals = refusalCodes.map((code) => ({ code, values }))
    const failure = { code: 'request-refused', request: 0, refusals } as const
    expect(caFailureReport(failure, await loadMessages('en')).code).toBe('signature-broken')
  })
})
