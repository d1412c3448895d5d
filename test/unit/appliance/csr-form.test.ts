import { describe, expect, it } from 'vitest'
import {
  checkCsrForm,
  type CsrForm,
  csrFormProblemKinds,
  differences,
  restBody,
} from '../../../electron/appliance/csr-form.ts'
import { csr } from '../../builder/authority.ts'
import { subjectAltName } from '../../builder/extensions.ts'
import { keysAt, languages, placeholdersOf, textAt } from '../../builder/texts.ts'

const good: CsrForm = {
  distinguishedName: 'oment-310.example.com',
  departmentName: 'IT',
  businessName: 'Example',
  locality: 'Montpellier',
  state: 'Occitanie',
  country: 'FR',
  email: 'admin@example.com',
  san: ['oment-310.example.com', '192.0.2.10'],
}
const empty: CsrForm = {
  distinguishedName: '',
  departmentName: '',
  businessName: '',
  locality: '',
  state: '',
  country: '',
  email: '',
  san: [],
}

/** What is said of the good form but for this. */
const problems = (change: Partial<CsrForm>, isComplete = true) =>
  checkCsrForm({ ...good, ...change }, { isComplete }).map(({ field, level, problem, answer, evidence }) =>
    [field, level, problem, answer ? answer.args.join() : 'no answer', evidence].join(' '),
  )

describe('the form', () => {
  it('passes as it should be, blanks around it or not', () => {
    expect(problems({})).toEqual([])
    expect(problems({ distinguishedName: ' oment-310.example.com ', san: ['OMENT-310.example.com', ' ', ''] })).toEqual(
      [],
    )
  })

  it('has nothing missing while it is being filled in', () => {
    expect(checkCsrForm(empty, { isComplete: false })).toEqual([])
  })

  it('wants every field but the alternative names once it is complete', () => {
    const missing = checkCsrForm(empty, { isComplete: true })
    expect(
      missing.every(({ problem, evidence, level }) => `${problem} ${evidence} ${level}` === 'missing inferred error'),
    ).toBe(true)
    expect(missing.map(({ field, answer }) => [field, answer])).toEqual(
      [
        ['distinguishedName', 'DistinguishedName'],
        ['departmentName', 'DepartmentName'],
        ['businessName', 'BusinessName'],
        ['locality', 'Locality'],
        ['state', 'State'],
        ['country', 'Country'],
        ['email', 'Email'],
      ].map(([field, property]) => [field, { code: 'CGEN6002', args: [property] }]),
    )
  })

  it.each<[Partial<CsrForm>, readonly string[]]>([
    [{ distinguishedName: '*.example.com' }, ['distinguishedName error wildcard DistinguishedName documented']],
    [{ businessName: 'Ex*mple' }, ['businessName error wildcard DistinguishedName inferred']],
    [{ distinguishedName: 'CN=oment-310,O=Example' }, ['distinguishedName error wholeName DistinguishedName inferred']],
    [{ distinguishedName: 'oment 310' }, ['distinguishedName error notAHostName DistinguishedName inferred']],
    [{ distinguishedName: 'https://oment-310/' }, ['distinguishedName error notAHostName DistinguishedName inferred']],
    [{ distinguishedName: '-oment.lab' }, ['distinguishedName error notAHostName DistinguishedName inferred']],
    [{ distinguishedName: 'oment..lab' }, ['distinguishedName error notAHostName DistinguishedName inferred']],
    [{ distinguishedName: 'öment.lab' }, ['distinguishedName error notAHostName DistinguishedName inferred']],
    [{ distinguishedName: '192.0.2.10' }, ['distinguishedName warning address no answer inferred']],
    [{ distinguishedName: '2001:db8::1' }, ['distinguishedName warning address no answer inferred']],
    [
      { distinguishedName: `${'a'.repeat(60)}.lab.example`, san: [`${'a'.repeat(60)}.lab.example`] },
      ['distinguishedName warning tooLong no answer inferred'],
    ],
    [{ departmentName: 'x'.repeat(65) }, ['departmentName warning tooLong no answer inferred']],
    [{ locality: 'x'.repeat(128) }, []],
    [{ state: 'Hérault' }, ['state warning beyondAscii no answer inferred']],
    [{ country: 'France' }, ['country warning notTwoLetters no answer inferred']],
    [{ country: 'fr' }, []],
    [{ country: 'F1' }, ['country warning notTwoLetters no answer inferred']],
    [{ email: 'admin' }, ['email error notAnEmail Email inferred']],
    [{ email: 'a b@example.com' }, ['email error notAnEmail Email inferred']],
    [{ email: 'admin@localhost' }, ['email error notAnEmail Email inferred']],
    [{ san: ['oment-310.example.com', 'a', 'b', 'c', 'd'] }, ['san error tooManyNames San inferred']],
    [{ san: ['oment-310.example.com', 'a', 'b', 'c'] }, []],
    [{ san: ['oment-310.example.com', 'a b'] }, ['san error nameWithBlank San inferred']],
    [
      { san: ['oment-310.example.com,other.lab'] },
      ['san error nameWithComma San inferred', 'san warning commonNameNotRepeated no answer inferred'],
    ],
    [{ san: ['oment-310.example.com', '*.lab'] }, ['san error nameWithWildcard no answer inferred']],
    [{ san: ['oment-310.example.com', 'https://x'] }, ['san error notAName San inferred']],
    [{ san: ['oment-310.example.com', '2001:db8::1', '2001:0DB8:0::1'] }, ['san warning nameTwice no answer inferred']],
    [{ san: ['oment-310.example.com', 'Oment-310.Example.com'] }, ['san warning nameTwice no answer inferred']],
    [{ san: ['fe80::1%eth0', 'oment-310.example.com'] }, []],
    [{ san: ['other.lab'] }, ['san warning commonNameNotRepeated no answer inferred']],
    [{ san: [] }, ['san warning commonNameNotRepeated no answer inferred']],
  ])('of %j says %j', (change, said) => {
    expect(problems(change)).toEqual(said)
  })

  it('says what it is about', () => {
    const named = (change: Partial<CsrForm>) => checkCsrForm({ ...good, ...change }, { isComplete: true })[0]?.values
    expect(named({ distinguishedName: 'a b' })).toEqual({ name: 'a b' })
    expect(named({ departmentName: 'x'.repeat(65) })).toEqual({ limit: 64, length: 65 })
    expect(named({ san: ['1', '2', '3', '4', '5'] })).toEqual({ count: 5, most: 4 })
    expect(named({ san: [] })).toEqual({ name: 'oment-310.example.com' })
  })

  it.each(languages)('has a sentence for each problem in %s, and no other', (language) => {
    expect([...keysAt(language, 'csrForm', 'problems')].sort()).toEqual([...csrFormProblemKinds].sort())
    for (const kind of csrFormProblemKinds) {
      const text = String(textAt(language, 'csrForm', 'problems', kind))
      expect(placeholdersOf(text, language)).toEqual(
        placeholdersOf(String(textAt('en', 'csrForm', 'problems', kind)), 'en'),
      )
    }
  })
})

describe('the body for the REST interface', () => {
  it('has OME’s properties in its order, and the names in one string', () => {
    expect(restBody({ ...good, email: ' admin@example.com', san: [...good.san, ' '] })).toBe(`{
  "DistinguishedName": "oment-310.example.com",
  "DepartmentName": "IT",
  "BusinessName": "Example",
  "Locality": "Montpellier",
  "State": "Occitanie",
  "Country": "FR",
  "Email": "admin@example.com",
  "San": "oment-310.example.com,192.0.2.10"
}`)
  })

  it('escapes what JSON wants escaped', () => {
    expect(JSON.parse(restBody({ ...good, businessName: 'A "B" \\ C' }))).toMatchObject({ BusinessName: 'A "B" \\ C' })
  })
})

describe('the differences to a CSR', () => {
  const subject = [
    'C=FR',
    'ST=Occitanie',
    'L=Montpellier',
    'O=Example',
    'OU=IT',
    'CN=oment-310.example.com',
    'emailAddress=admin@example.com',
  ]
  const names = [subjectAltName('dns:oment-310.example.com', { ip: [192, 0, 2, 10] })]
  const same = csr(subject, { extensions: names })

  it('are none where it has what was asked for', () => {
    expect(differences(good, same)).toEqual([])
    expect(
      differences({ ...good, distinguishedName: 'OMENT-310.example.com', san: [...good.san].reverse() }, same),
    ).toEqual([])
  })

  it('are none for what was not filled in', () => {
    expect(differences({ ...good, departmentName: ' ', email: '' }, same)).toEqual([])
  })

  it.each<[Partial<CsrForm>, readonly unknown[]]>([
    [{ country: 'ES' }, [{ field: 'country', wanted: 'ES', found: 'FR' }]],
    [{ businessName: 'example' }, [{ field: 'businessName', wanted: 'example', found: 'Example' }]],
    [{ san: [] }, [{ field: 'san', wanted: '', found: 'oment-310.example.com, 192.0.2.10' }]],
    [
      { distinguishedName: 'a.lab', san: ['a.lab'] },
      [
        { field: 'distinguishedName', wanted: 'a.lab', found: 'oment-310.example.com' },
        { field: 'san', wanted: 'a.lab', found: 'oment-310.example.com, 192.0.2.10' },
      ],
    ],
  ])('for %j are %j', (change, found) => {
    expect(differences({ ...good, ...change }, same)).toEqual(found)
  })

  it('name what is not there at all', () => {
    expect(differences(good, csr('oment-310.example.com')).map(({ field, found }) => [field, found])).toEqual([
      ['departmentName', ''],
      ['businessName', ''],
      ['locality', ''],
      ['state', ''],
      ['country', ''],
      ['email', ''],
      ['san', ''],
    ])
  })
})
