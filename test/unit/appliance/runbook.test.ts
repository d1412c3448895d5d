import { describe, expect, it } from 'vitest'
import { type RunbookInput, runbookOf } from '../../../electron/appliance/runbook.ts'
import { loadMessages } from '../../../electron/messages/messages.ts'
import { languages } from '../../builder/texts.ts'

const messages = await loadMessages('en')
const input: RunbookInput = {
  role: 'source',
  name: 'Lab source',
  hostName: 'oment-310.example.com',
  address: '192.0.2.10',
  omeVersion: '3.10.2',
  isRehearsal: false,
  changeWindow: new Date('2026-12-01T22:00:00Z'),
  exported: { file: 'oment-310-chain.pem', sha256: 'ab'.repeat(32) },
  leaf: {
    issuedTo: 'oment-310.example.com',
    issuedBy: 'CA1-Inter',
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2028-01-01T00:00:00Z',
  },
  counterpart: { name: 'Lab target', address: '192.0.2.11' },
}
const text = (more: Partial<RunbookInput> = {}): string =>
  runbookOf({ ...input, ...more }, messages)
    .sections.flatMap(({ steps }) => steps)
    .join('\n')

describe('the runbook', () => {
  it('goes from what is needed to how it is seen to have worked', () => {
    const { title, sections } = runbookOf(input, messages)
    expect(title).toBe('Upload the chain to Lab source')
    expect(sections.map((section) => [section.title, section.steps.length])).toEqual([
      ['Before', 4],
      ['Upload', 4],
      ['What to expect', 3],
      ['See that it took', 4],
      ['The migration, once both appliances have their chain', 6],
      ['The way round', 1],
    ])
  })

  it('names this very appliance, its file and its certificate', () => {
    expect(text()).toContain('https://192.0.2.10')
    expect(text()).toContain(`oment-310-chain.pem. Its SHA-256 digest is \`${'ab'.repeat(32)}\``)
    expect(text()).toContain('issued to oment-310.example.com, issued by CA1-Inter, valid until 2028-01-01T00:00:00Z')
    expect(text()).toContain('`GET https://192.0.2.10/api/ApplicationService/Certificate`')
    expect(text()).toContain('Change window: 2026-12-01 22:00 UTC')
  })

  it('says which menu and which choice, and why never the other', () => {
    expect(text()).toContain('Application Settings → Security → Certificates')
    expect(text()).toContain('choose “Certificate Chain”, never “Certificate”')
  })

  it.each([
    ['4.0.1', 'The appliance runs version 4.0.1, which takes chains'],
    ['3.10', 'which takes chains'],
    ['OME 3.10.2 (Build 5)', 'which takes chains'],
    ['3.9.2', 'The appliance runs version 3.9.2. Chains can be uploaded from OME 3.10 on'],
    ['2.5', 'Chains can be uploaded from OME 3.10 on: update'],
    ['', 'Look up the appliance’s version'],
    ['the new one', 'Look up the appliance’s version'],
  ])('for version %s says: %s', (omeVersion, words) => {
    expect(text({ omeVersion })).toContain(words)
  })

  it('gives the order of the migration from this side', () => {
    expect(text()).toContain('run ‘Migrate out’ here first, then ‘Migrate in’ on the target (Lab target)')
    expect(text({ role: 'target' })).toContain('run ‘Migrate out’ on the source (Lab target) first')
    expect(text({ counterpart: null })).toContain('then ‘Migrate in’ on the target.')
  })

  it('says what is not there yet', () => {
    const bare = text({ exported: null, leaf: null, changeWindow: null, address: '' })
    expect(bare).toContain('The chain is not exported yet')
    expect(bare).toContain('https://oment-310.example.com')
    expect(bare).not.toContain('issued to')
    expect(bare).not.toContain('Change window')
    expect(text({ address: '', hostName: '' })).toContain('https://Lab source')
  })

  it('warns of a rehearsal, first of all', () => {
    const [before] = runbookOf({ ...input, isRehearsal: true }, messages).sections
    expect(before?.steps[0]).toContain('This is a rehearsal')
  })

  it.each(languages)('is complete in %s', async (language) => {
    const all = runbookOf(input, await loadMessages(language))
    expect(all.sections.flatMap(({ steps }) => steps)).toHaveLength(22)
  })
})
