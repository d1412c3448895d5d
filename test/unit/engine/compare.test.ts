import { describe, expect, it } from 'vitest'
import { compare, type CompareSide } from '../../../electron/engine/compare.ts'
import { ca, now, server } from '../../builder/authority.ts'
import { jobContext } from './context.ts'
import { bytesOf, csrPem, host, inter, otherHost, root, textOf } from './material.ts'

const side = (name: string, content: CompareSide['content'], more: Partial<CompareSide> = {}): CompareSide => ({
  name,
  content,
  csr: null,
  at: now,
  host: null,
  ...more,
})
const compared = async (source: CompareSide, target: CompareSide) =>
  structuredClone(await compare({ source, target }, jobContext()))

const source = side('OMENT-310', textOf(host, inter, root))

describe('comparing', () => {
  it('finds two chains of the same CAs compatible, as text or as bytes', async () => {
    const target = side('OMENT-400', bytesOf(otherHost, inter, root))
    expect(await compared(source, target)).toMatchObject({
      verdict: 'compatible',
      answer: null,
      caTexts: {},
      pairs: [{ match: true }, { match: true }, { match: true }],
      source: { file: 'OMENT-310' },
      target: { file: 'OMENT-400' },
    })
  })

  it('has no text that could turn the direction of a line', async () => {
    const disguised = ca('CA \u202Etoor', { by: root })
    const target = side('OMENT-400', textOf(server('b.lab', { by: disguised, key: otherHost.key }), disguised, root))
    const { pairs } = await compared(source, target)
    expect(pairs[1]?.target?.issuedTo).toContain('\\E2\\80\\AEtoor')
    expect(JSON.stringify(pairs)).not.toContain('\u202E')
  })

  it('says what the CA has to do where another CA signed', async () => {
    const inter2 = ca('Inter 2', { by: root })
    const target = side('OMENT-400', textOf(server('b.lab', { by: inter2, key: otherHost.key }), inter2, root))
    const { verdict, caTexts } = await compared(source, target)
    expect(verdict).toBe('incompatible')
    expect(Object.keys(caTexts)).toEqual(['same-issuers'])
    expect(caTexts['same-issuers']).toContain('On one side it is “CN=Inter”, on the other “CN=Inter 2”.')
  })

  it('judges each side by its own clock, CSR and host', async () => {
    const late = side('OMENT-400', textOf(otherHost, inter, root), {
      at: Date.UTC(2040, 0, 1),
      csr: csrPem,
      host: 'x.lab',
    })
    const { source: a, target: b } = await compared(source, late)
    expect(a.findings.map(({ rule }) => rule)).toEqual(['csr-key-match'])
    expect(new Set(b.findings.map(({ rule }) => rule))).toEqual(new Set(['csr-key-match', 'validity-now', 'host-name']))
  })
})
