import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ProjectStore } from '../../../electron/projects/store.ts'
import { noted, now, projectWith, valueOf } from './sample.ts'
import { storeIn } from './store-in.ts'

type Step =
  | { readonly kind: 'change' | 'quiet'; readonly text: string }
  | { readonly kind: 'undo' | 'redo' | 'reopen' }
  | { readonly kind: 'restore'; readonly index: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('change' as const), text: fc.string({ maxLength: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('quiet' as const), text: fc.string({ maxLength: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const, 'reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), index: fc.nat(10) }) },
)

/** What an editor with an endless memory would do: the present text, and those that lie behind and ahead. */
class Model {
  private behind: readonly string[] = []
  private ahead: readonly string[] = []
  readonly made: string[] = ['']

  text = ''

  change(text: string): void {
    this.behind = [...this.behind, this.text]
    this.ahead = []
    this.text = text
    this.made.push(text)
  }

  undo(): boolean {
    const former = this.behind.at(-1)
    if (former === undefined) return false
    this.ahead = [...this.ahead, this.text]
    this.behind = this.behind.slice(0, -1)
    this.text = former
    return true
  }

  redo(): boolean {
    const next = this.ahead.at(-1)
    if (next === undefined) return false
    this.behind = [...this.behind, this.text]
    this.ahead = this.ahead.slice(0, -1)
    this.text = next
    return true
  }

  get depth(): number {
    return this.behind.length
  }
}

/** As far as the store remembers, and longer than it has to. */
const remembered = 10

it('ends where an editor with undo and redo would, whatever was done', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 45 }), async (steps) => {
      let time = now
      const options = { now: () => (time += 60_000) }
      const opened = storeIn(options)
      let { store } = opened
      const { id } = valueOf(await store.create(projectWith())).project
      const model = new Model()
      for (const each of steps) {
        switch (each.kind) {
          case 'change':
            model.change(each.text)
            valueOf(await store.update(id, 'sent', noted(each.text)))
            break
          case 'quiet':
            // What is kept quietly belongs to the state that it is kept in, and goes and comes with it.
            valueOf(await store.update(id, 'seen', (project) => ({ ...project, address: each.text }), { quiet: true }))
            break
          case 'undo': {
            const { depth } = model
            const undone = await store.undo(id)
            if (undone.ok || depth === 0 || depth <= remembered) expect(undone.ok).toBe(model.undo())
            else return // further back than it has to remember
            break
          }
          case 'redo':
            expect((await store.redo(id)).ok).toBe(model.redo())
            break
          case 'restore': {
            const states = valueOf(await store.states(id))
            const wanted = states[each.index % states.length]
            expect(states.map(({ isPresent }) => isPresent).filter(Boolean)).toHaveLength(1)
            const restored = valueOf(await store.restore(id, wanted?.revision ?? 0))
            expect(model.made).toContain(restored.project.notes)
            model.change(restored.project.notes)
            break
          }
          case 'reopen':
            store = new ProjectStore(opened.folder, options)
        }
        const { project, undoes, troubles } = valueOf(await store.load(id))
        expect(project.notes).toBe(model.text)
        if (model.depth <= remembered) expect(undoes !== null).toBe(model.depth > 0)
        expect(troubles).toEqual([])
      }
    }),
    { numRuns: 25 },
  )
})
