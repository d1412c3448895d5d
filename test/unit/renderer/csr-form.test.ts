import { describe, expect, it } from 'vitest'
import {
  asInCsr,
  type Form,
  type FormProblem,
  isBegun,
  nameRows,
  suggestedNames,
  valueIn,
  withName,
} from '../../../renderer/steps/csr/form.ts'
import { placedProblems, textAt } from '../../../renderer/steps/csr/problems.ts'

const empty: Form = {
  distinguishedName: '',
  departmentName: '',
  businessName: '',
  locality: '',
  state: '',
  country: '',
  email: '',
  san: [],
}
const host = 'oment-310.example.com'
const project = { hostName: host, address: '192.0.2.10' } as Parameters<typeof suggestedNames>[1]

describe('the form', () => {
  it('always has a row for a name', () => {
    expect(nameRows(empty)).toEqual([''])
    expect(nameRows({ ...empty, san: ['a', ''] })).toEqual(['a', ''])
  })

  it('joins the names as OME takes them, without those that are empty', () => {
    expect(valueIn({ ...empty, san: [' a.example ', '', '192.0.2.10'] }, 'san')).toBe('a.example,192.0.2.10')
    expect(valueIn({ ...empty, country: ' US ' }, 'country')).toBe('US')
  })

  it.each<[string, Partial<Form>, boolean]>([
    ['nothing', {}, false],
    ['what the project knows', { distinguishedName: host, san: [host] }, false],
    ['a blank', { country: ' ' }, false],
    ['a field', { country: 'US' }, true],
  ])('with %s in it is begun: %s', (_, fields, isIt) => {
    expect(isBegun({ ...empty, ...fields })).toBe(isIt)
  })

  it('puts a name into the first empty row, else into a new one', () => {
    expect(withName({ ...empty, san: ['a', '', 'c'] }, 'b').san).toEqual(['a', 'b', 'c'])
    expect(withName({ ...empty, san: ['a'] }, 'b').san).toEqual(['a', 'b'])
  })

  it('takes the value of the CSR, the names one by one', () => {
    const csr = { alternativeNames: ['a,b.example', 'c'] }
    expect(asInCsr(empty, 'locality', 'Paris', csr)).toEqual({ ...empty, locality: 'Paris' })
    expect(asInCsr(empty, 'san', 'a,b.example, c', csr).san).toEqual(['a,b.example', 'c'])
  })
})

describe('the names that are suggested', () => {
  it.each<[string, Partial<Form>, readonly string[]]>([
    ['host name and address', {}, [host, '192.0.2.10']],
    ['those that are not there yet', { san: [host.toUpperCase()] }, ['192.0.2.10']],
    ['another common name first', { distinguishedName: 'other.example' }, ['other.example', host, '192.0.2.10']],
    ['each once', { distinguishedName: host.toUpperCase() }, [host, '192.0.2.10']],
    ['none that OME refuses', { distinguishedName: '*.example' }, [host, '192.0.2.10']],
    ['no whole name', { distinguishedName: 'CN=a' }, [host, '192.0.2.10']],
  ])('are %s', (_, fields, names) => {
    expect(suggestedNames({ ...empty, ...fields }, project)).toEqual(names)
  })

  it('are none where nothing is known', () => {
    expect(suggestedNames(empty, { ...project, hostName: '', address: ' ' })).toEqual([])
  })
})

describe('a problem', () => {
  const problem = (more: Partial<FormProblem>): FormProblem => ({
    field: 'san',
    level: 'error',
    problem: 'notAName',
    values: {},
    answer: null,
    evidence: 'inferred',
    text: '',
    ...more,
  })
  const form = { ...empty, san: ['a', ' b ', 'a'] }
  const placeOf = (more: Partial<FormProblem>) => placedProblems([problem(more)], form, true).map(({ id }) => id)

  it('of a field stands at it', () => {
    expect(placeOf({ field: 'country', problem: 'notTwoLetters' })).toEqual(['csr-country'])
  })

  it('of a name stands at that name, of a repeated one at the second', () => {
    expect(placeOf({ values: { name: 'b' } })).toEqual(['csr-san-1'])
    expect(placeOf({ problem: 'nameTwice', values: { name: 'a' } })).toEqual(['csr-san-2'])
  })

  it('of all names stands at their group', () => {
    expect(placeOf({ problem: 'tooManyNames', values: { count: 5, most: 4 } })).toEqual(['csr-san'])
    expect(placeOf({ problem: 'commonNameNotRepeated', values: { name: 'a' } })).toEqual(['csr-san'])
  })

  it('of an empty field is said once the form is taken for filled in', () => {
    const missing = [problem({ field: 'state', problem: 'missing' })]
    expect(placedProblems(missing, form, false)).toEqual([])
    expect(placedProblems(missing, form, true)).toHaveLength(1)
  })

  it('is told with the answer of OME, errors and warnings apart', () => {
    const shown = [
      { id: 'x', level: 'error', name: '', text: 'One.', answer: 'OME says so.' },
      { id: 'x', level: 'error', name: '', text: 'Two.', answer: '' },
      { id: 'y', level: 'error', name: '', text: 'Other.', answer: '' },
      { id: 'x', level: 'warning', name: '', text: 'Mind.', answer: '' },
    ] as const
    expect(textAt(shown, 'x', 'error')).toBe('One. OME says so. Two.')
    expect(textAt(shown, 'x', 'warning')).toBe('Mind.')
    expect(textAt(shown, 'y', 'warning')).toBeNull()
  })
})
