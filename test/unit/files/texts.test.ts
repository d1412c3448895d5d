import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { fileFailureCodes } from '../../../electron/files/failure.ts'
import { files as texts } from '../../../resources/messages/en.json'

describe('the texts of the failures', () => {
  it('are there for each code, and for nothing else', () => {
    expect(Object.keys(texts).sort()).toEqual([...fileFailureCodes].sort())
  })

  it.each(fileFailureCodes)('of %s can be filled in, and the title names the file', (code) => {
    expect(Object.keys(texts[code])).toEqual(['title', 'detail', 'remedy'])
    const fill = (text: string): string =>
      String(new IntlMessageFormat(text, 'en').format({ file: 'FILE', limit: 2000, errno: 'EIO' }))
    expect(fill(texts[code].title)).toContain('FILE')
    for (const text of Object.values(texts[code])) expect(fill(text)).not.toMatch(/[{}!]/)
  })
})
