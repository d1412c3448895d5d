import { describe, expect, it } from 'vitest'
import { connectionMessage } from '../../../electron/appliance/answers.ts'
import { type Check, check } from '../../../electron/appliance/check.ts'
import { compare, type Comparison } from '../../../electron/appliance/compare.ts'
import { ca, csr, type Issued, now, server } from '../../builder/authority.ts'
import { type FileSpec, inputOf } from '../../builder/files.ts'
import { key } from '../../builder/keys.ts'

const root = ca('CA-Root')
const inter1 = ca('CA1-Inter', { by: root })
const inter2 = ca('Inter-CA2', { by: root })
const source = server('OMENT-310', { by: inter1 })
const target = server('OMENT-400', { by: inter1 })
const targetOf2 = server('OMENT-400', { by: inter2, key: target.key })

const checked = (spec: FileSpec): Check => check(inputOf(spec))
const sourceSpec: FileSpec = { pile: [source, inter1, root], csr: csr('OMENT-310', { key: source.key }) }
const compared = (...pile: readonly Issued[]): Comparison => compare(checked(sourceSpec), checked({ pile }))

/** The KB's table: `issued to ← issued by | issued to ← issued by`, and whether the row holds. */
const rowsOf = ({ pairs }: Comparison): readonly string[] =>
  pairs.map(({ depth, source: left, target: right, match }) => {
    const side = (certificate: typeof left) =>
      certificate ? `${certificate.subject.commonName} ← ${certificate.issuer.commonName}` : 'nothing'
    return `${depth}: ${side(left)} | ${side(right)} ${match ? 'holds' : 'differs'}`
  })

const findingsOf = ({ findings }: Comparison): readonly string[] =>
  findings.map(({ level, rule, case: name, certificate }) => `${level} ${rule}/${name}@${certificate}`)

const documented = { message: connectionMessage, evidence: 'documented' }

describe('the tables of the KB', () => {
  it('hold where the same CAs signed both', () => {
    const comparison = compared(target, inter1, root)
    expect(rowsOf(comparison)).toEqual([
      '0: OMENT-310 ← CA1-Inter | OMENT-400 ← CA1-Inter holds',
      '1: CA1-Inter ← CA-Root | CA1-Inter ← CA-Root holds',
      '2: CA-Root ← CA-Root | CA-Root ← CA-Root holds',
    ])
    expect(comparison).toMatchObject({ verdict: 'compatible', answer: null, findings: [] })
  })

  it('differ where another intermediate under the same root signed one', () => {
    const comparison = compared(targetOf2, inter2, root)
    expect(rowsOf(comparison)).toEqual([
      '0: OMENT-310 ← CA1-Inter | OMENT-400 ← Inter-CA2 differs',
      '1: CA1-Inter ← CA-Root | Inter-CA2 ← CA-Root differs',
      '2: CA-Root ← CA-Root | CA-Root ← CA-Root holds',
    ])
    expect(comparison).toMatchObject({ verdict: 'incompatible', answer: documented })
    expect(findingsOf(comparison)).toEqual(['error same-issuers/other-issuer@0'])
  })

  it('end where the longer chain does', () => {
    const underRoot = server('OMENT-400', { by: root, key: target.key })
    expect(rowsOf(compared(underRoot, root)).slice(2)).toEqual(['2: CA-Root ← CA-Root | nothing differs'])
    const shorter = compare(checked({ pile: [underRoot, root] }), checked(sourceSpec))
    expect(rowsOf(shorter).slice(2)).toEqual(['2: nothing | CA-Root ← CA-Root differs'])
  })

  it('have an empty side where a file holds no leaf', () => {
    const comparison = compared(inter1, root)
    expect(rowsOf(comparison)).toEqual([
      '0: OMENT-310 ← CA1-Inter | nothing differs',
      '1: CA1-Inter ← CA-Root | nothing differs',
      '2: CA-Root ← CA-Root | nothing differs',
    ])
    expect(comparison).toMatchObject({ verdict: 'incompatible', answer: null, findings: [] })
    const swapped = compare(comparison.target, comparison.source)
    expect(rowsOf(swapped)[0]).toBe('0: nothing | OMENT-310 ← CA1-Inter differs')
    expect(swapped.findings).toEqual([])
  })
})

describe('the verdict', () => {
  it('holds the checks of both sides', () => {
    const [a, b] = [checked(sourceSpec), checked({ pile: [target, inter1, root] })]
    expect(compare(a, b).source).toBe(a)
    expect(compare(a, b).target).toBe(b)
  })

  it('is compatible with warnings', () => {
    const same = compare(checked(sourceSpec), checked(sourceSpec))
    expect(findingsOf(same)).toEqual(['warning distinct-leaves/same-leaf@0'])
    expect(same).toMatchObject({ verdict: 'compatible', answer: null })
    const soon = server('OMENT-400', { by: inter1, key: target.key, notAfter: now })
    expect(compared(soon, inter1, root)).toMatchObject({ verdict: 'compatible', answer: null, findings: [] })
  })

  it('is incompatible without an answer where either upload fails', () => {
    const noPurpose = server('OMENT-400', { by: inter1, key: target.key, extensions: { extendedKeyUsage: null } })
    const good = checked(sourceSpec)
    const bad = checked({ pile: [noPurpose, inter1, root] })
    expect(compare(good, bad)).toMatchObject({ verdict: 'incompatible', answer: null, findings: [] })
    expect(compare(bad, good)).toMatchObject({ verdict: 'incompatible', answer: null, findings: [] })
  })

  it('is incompatible where either chain fails at the connection', () => {
    const expired = server('OMENT-400', { by: inter1, key: target.key, notAfter: now - 1000 })
    const good = checked(sourceSpec)
    const bad = checked({ pile: [expired, inter1, root] })
    expect(compare(good, bad)).toMatchObject({ verdict: 'incompatible', answer: documented, findings: [] })
    expect(compare(bad, good)).toMatchObject({ verdict: 'incompatible', answer: documented, findings: [] })
  })

  it('has an inferred answer where the same names have other keys, which the documented check would pass', () => {
    const impostor = ca('CA-Root', { key: key('impostor') })
    const inter = ca('CA1-Inter', { by: impostor })
    const comparison = compared(server('OMENT-400', { by: inter, key: target.key }), inter, impostor)
    expect(findingsOf(comparison)).toEqual(['error same-keys/other-key@2'])
    expect(comparison.pairs.every(({ match }) => match)).toBe(true)
    expect(comparison).toMatchObject({
      verdict: 'incompatible',
      answer: { message: connectionMessage, evidence: 'inferred' },
    })
  })

  it('has a documented answer where any cause is', () => {
    const impostor = ca('CA-Root', { key: key('impostor') })
    const inter = ca('CA1-Inter', { by: impostor, notAfter: now - 1000 })
    const comparison = compared(server('OMENT-400', { by: inter, key: target.key }), inter, impostor)
    expect(findingsOf(comparison)).toEqual(['error same-keys/other-key@2'])
    expect(comparison.answer).toEqual(documented)
  })

  it('says what the connection check says', () => {
    expect(connectionMessage).toBe(
      'Unable to mutually authenticate and connect to the remote appliance. Please check the source and target appliances has valid certificate chain uploaded which are signed by the same CA.',
    )
  })
})
