import { describe, expect, it } from 'vitest'
import { fileFailureCodes } from '../../../electron/files/failure.ts'
import { languages, loadMessages } from '../../../electron/messages/messages.ts'
import { denied, vaultFailureCodes, vaultFailureReport } from '../../../electron/vault/vault-failure.ts'
import { vault as texts } from '../../../resources/messages/en.json'

describe('the texts of what goes wrong with a key', () => {
  it('are there for each code, and for nothing else', () => {
    expect(Object.keys(texts).sort()).toEqual([...vaultFailureCodes].sort())
  })

  it.each(languages)('say what happened and what to do, and no folder, in %s', async (language) => {
    const messages = await loadMessages(language)
    for (const code of vaultFailureCodes) {
      const report = vaultFailureReport(denied(code, '/home/somebody/keys/x.key').failure, messages)
      for (const text of [report.detail, report.remedy]) expect(text).toMatch(/^[^{}]+\.$/)
      expect(JSON.stringify(report)).not.toContain('somebody')
    }
  })

  it('are those of the files where it is the disk', async () => {
    const messages = await loadMessages('en')
    for (const code of fileFailureCodes) {
      expect(vaultFailureReport({ code, file: 'x.key', errno: 'EIO' }, messages).file).toBe('x.key')
    }
  })
})
