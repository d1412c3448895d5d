import { describe, expect, it } from 'vitest'
import { fromScheme, originOf, toScheme } from '../../stand-in/scheme.ts'

describe('the address that the browser shows', () => {
  it.each([
    ['app://wizard/index.html', 'https://wizard.app.localhost/index.html'],
    ['app://wizard/a/b.js?c=d#e', 'https://wizard.app.localhost/a/b.js?c=d#e'],
  ])('stands for %s both ways', (url, shown) => {
    expect(fromScheme(url)).toBe(shown)
    expect(toScheme(shown)).toBe(url)
  })

  it.each(['https://example.org/', 'data:text/html,', 'about:blank', 'file:///etc/passwd', 'not an address'])(
    'is %s itself where the scheme is not the app’s',
    (url) => {
      expect(fromScheme(url)).toBe(url)
      expect(toScheme(url)).toBe(url)
    },
  )

  it('does not take a host for ours that only looks like it', () => {
    expect(toScheme('https://wizard.app.localhost.example.org/')).toBe('https://wizard.app.localhost.example.org/')
    expect(toScheme('http://wizard.app.localhost/')).toBe('http://wizard.app.localhost/')
  })

  it('has the origin that main knows', () => {
    expect(originOf('https://wizard.app.localhost/index.html#a')).toBe('app://wizard')
    expect(originOf('about:blank')).toBe('null')
  })
})
