import { expect, it } from 'vitest'
import { changesIn } from '../../../renderer/shell/appliance-draft.ts'
import { view } from './bridge.ts'

const { project } = view({ name: 'OMENT-310', hostName: 'a.lab', notes: '', changeWindow: null })

it('only what is different is saved, so that it takes nothing back that another copy of the app saved meanwhile', () => {
  const edited = { name: 'OMENT-310', hostName: 'b.lab', notes: '', changeWindow: null }
  expect(changesIn(project, edited)).toEqual({ hostName: 'b.lab' })
  expect(changesIn(project, { ...edited, hostName: 'a.lab' })).toEqual({})
})
