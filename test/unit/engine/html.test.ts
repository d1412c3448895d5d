import { describe, expect, it } from 'vitest'
import { Html, html } from '../../../electron/engine/html.ts'

describe('markup', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [`a & "b" 'c'`, 'a &amp; &quot;b&quot; &#39;c&#39;'],
    ['a\u202Eb\u0000c\u200B', 'a�b�c�'],
    ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['é 鍵 –', 'é 鍵 –'],
  ])('escapes %j', (text, escaped) => {
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${escaped}">${escaped}</p>`)
  })

  it('takes numbers, nothing, and markup of ours, alone or in a list', () => {
    expect(html`${1}${null}${new Html('<b>')}${[html`<i>${'<'}</i>`, html`x`]}`.markup).toBe('1<b><i>&lt;</i>x')
  })
})
