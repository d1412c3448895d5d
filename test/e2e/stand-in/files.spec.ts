import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixture/test.ts'
import { sampleFolder } from './sample.ts'

test.use({ appFolder: sampleFolder })
test.beforeEach(({ app }) => app.launch())

test('knows the paths of dropped files, in their order', async ({ app }) => {
  const paths = ['a “quoted”.pem', 'b\\c.pem'].map((name) => join(app.files, name))
  for (const path of paths) writeFileSync(path, 'text')
  await app.drop(app.page.locator('#drop'), paths)
  await expect(app.page.locator('#dropped')).toHaveText(JSON.stringify(paths))
})

test('knows no path of a file that the page has made', async ({ app }) => {
  expect(await app.page.evaluate(() => window.sample.dropped([new File(['text'], 'made.pem')]))).toEqual([''])
})

test('keeps the path from the page', async ({ app }) => {
  const path = join(app.files, 'secret.pem')
  writeFileSync(path, 'text')
  const seen = app.page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('drop', ({ dataTransfer }) => {
          const [file] = dataTransfer?.files ?? []
          resolve(file && [file.name, Reflect.get(file, 'path'), dataTransfer?.getData('text/uri-list')])
        })
      }),
  )
  await app.drop(app.page.locator('#drop'), [path])
  expect(await seen).toEqual(['secret.pem', undefined, ''])
})
