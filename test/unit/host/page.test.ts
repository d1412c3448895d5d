import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, headersFor } from '../../../electron/host/headers.ts'
import { fileFor } from '../../../electron/host/page-file.ts'
import { isOurPage } from '../../../electron/host/page.ts'

const folder = resolve('/app/renderer')

describe('the scheme', () => {
  it.each([
    ['app://wizard/index.html', 'index.html'],
    ['app://wizard/assets/index-CYqb9E-A.js', 'assets/index-CYqb9E-A.js'],
    ['app://wizard/assets/_plugin-vue.css', 'assets/_plugin-vue.css'],
  ])('serves %s', (url, file) => {
    expect(fileFor(url, folder)).toBe(join(folder, file))
  })

  it.each([
    'app://wizard/',
    'app://wizard',
    'app://wizard/..',
    'app://wizard/../main.js',
    'app://wizard/assets/../../main.js',
    'app://wizard/..%2fmain.js',
    'app://wizard/%2e%2e/main.js',
    'app://wizard/..\\main.js',
    'app://wizard/assets\\..\\..\\main.js',
    'app://wizard//etc/passwd',
    'app://wizard/.env',
    'app://wizard/assets/.hidden',
    'app://wizard/C:/Windows/win.ini',
    'app://wizard/index.html:stream',
    'app://wizard/index.html%00.png',
    'app://wizard/index.html\0',
    'app://wizard/index.html?x',
    'app://wizard/index.html#x',
    'app://wizard/ index.html',
    'app://wizard/\u2025/main.js',
    'app://wizard@evil/index.html',
    'app://wizard.evil/index.html',
    'app://other/index.html',
    'https://wizard/index.html',
    'file:///index.html',
    '/index.html',
    '',
  ])('serves nothing for %j', (url) => {
    expect(fileFor(url, folder)).toBeUndefined()
  })
})

describe('our page', () => {
  it.each([
    ['app://wizard/index.html', true],
    ['app://wizard/assets/a.js', true],
    ['app://wizard', false],
    ['app://wizard:80/index.html', false],
    ['app://wizard.evil/index.html', false],
    ['app://wizard@evil/index.html', false],
    ['app://WIZARD/index.html', false],
    ['https://example.com/app://wizard/', false],
    ['about:blank', false],
    ['data:text/html,app://wizard/', false],
  ])('is %s: %s', (url, expected) => {
    expect(isOurPage(url)).toBe(expected)
  })
})

describe('the policy', () => {
  const directives = new Map(
    contentSecurityPolicy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values.join(' ')]
    }),
  )

  it('allows nothing that it does not name', () => {
    expect(directives.get('default-src')).toBe(`'none'`)
  })

  it.each(['connect-src', 'object-src', 'frame-src', 'worker-src', 'base-uri', 'form-action', 'frame-ancestors'])(
    'allows no %s',
    (name) => {
      expect(directives.get(name)).toBe(`'none'`)
    },
  )

  it.each(['script-src', 'style-src', 'img-src', 'font-src'])('allows %s of the page’s own alone', (name) => {
    expect(directives.get(name)).toBe(`'self'`)
  })

  it('lets nothing write HTML but through the one policy', () => {
    expect(directives.get('require-trusted-types-for')).toBe(`'script'`)
    expect(directives.get('trusted-types')).toBe('svelte-trusted-html')
  })

  it('names nothing unsafe, no address and no scheme', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|data:|blob:|nonce|sha256/)
  })

  it.each([
    ['.html', 'text/html; charset=utf-8'],
    ['.js', 'text/javascript; charset=utf-8'],
    ['.css', 'text/css; charset=utf-8'],
    ['.svg', 'image/svg+xml; charset=utf-8'],
    ['.exe', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('goes with every answer, such as of %j', (extension, type) => {
    expect(headersFor(extension)).toMatchObject({
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    })
  })
})
