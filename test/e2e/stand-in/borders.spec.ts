import { join } from 'node:path'
import { expect, test } from '../fixture/test.ts'

test.use({ appFolder: join(import.meta.dirname, '../../stand-in/sample') })
test.beforeEach(({ app }) => app.launch())

test('shows the app', async ({ app }) => {
  await expect(app.page.getByRole('heading')).toHaveText('Façade')
  expect(await app.main(({ app: electron }) => electron.getVersion())).toBe('1.2.3')
  await app.shoot('sample')
})
