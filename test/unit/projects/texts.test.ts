import { describe, expect, it } from 'vitest'
import { fileFailureCodes } from '../../../electron/files/failure.ts'
import { languages, loadMessages } from '../../../electron/messages/messages.ts'
import { refused, storeFailureCodes, storeFailureReport } from '../../../electron/projects/failure.ts'
import { projects as texts } from '../../../resources/messages/en.json'

const reasons = [null, 'not-json', 'not-a-project', 'not-valid', 'other-project', 'too-large', 'EIO', 'notes']

describe('the texts of what goes wrong', () => {
  it('are there for each code, and for nothing else', () => {
    expect(Object.keys(texts.failures).sort()).toEqual([...storeFailureCodes].sort())
  })

  it.each(languages)('say what happened, to what, and what to do, in %s', async (language) => {
    const messages = await loadMessages(language)
    for (const code of storeFailureCodes) {
      for (const reason of reasons) {
        const { failure } = refused(code, 'OMENT-310', { file: 'state-000042.json', reason, limit: 7 })
        const report = storeFailureReport(failure, messages)
        expect(report).toMatchObject({ code, file: 'state-000042.json' })
        expect(report.detail).toMatch(code === 'not-portable' ? /state-000042\.json/ : /OMENT-310/)
        for (const text of [report.detail, report.remedy]) expect(text).toMatch(/^[^{}]+\.$/)
      }
    }
  })

  it('are those of the files where it is the disk', async () => {
    const messages = await loadMessages('en')
    const about = { project: 'OMENT-310', file: 'state-000042.json', reason: 'EIO', limit: 7 }
    for (const code of fileFailureCodes) {
      const report = storeFailureReport({ code, ...about }, messages)
      expect(report.file).toBe('OMENT-310/state-000042.json')
    }
    const nameless = storeFailureReport(
      { code: 'no-permission', project: null, file: null, reason: 'EACCES' },
      messages,
    )
    expect(nameless.detail).not.toBe('')
  })
})
