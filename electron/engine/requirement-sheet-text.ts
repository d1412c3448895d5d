import type { Language } from '../messages/messages.ts'
import { Html, html } from './html.ts'

/** The sheet as data: what stands on the page. */
export interface Sheet {
  readonly title: string
  readonly intro: string
  readonly about: readonly (readonly [label: string, value: string])[]
  readonly sections: readonly SheetSection[]
  readonly foot: string
}

export interface SheetSection {
  readonly heading: string
  readonly items: readonly { readonly what: string; readonly value: string; readonly why: string }[]
}

/** As plain text, for a mail or a ticket. */
export function sheetText({ title, intro, about, sections, foot }: Sheet): string {
  const widest = Math.max(...about.map(([label]) => label.length))
  return [
    title,
    '='.repeat(title.length),
    '',
    intro,
    '',
    ...about.map(([label, value]) => `${label.padEnd(widest)}  ${value}`),
    ...sections.flatMap(({ heading, items }) => [
      '',
      heading,
      '-'.repeat(heading.length),
      ...items.map(({ what, value, why }) => `* ${what}: ${value}\n    ${why}`),
    ]),
    '',
    foot,
    '',
  ].join('\n')
}

/** As one page of A4: no script, no address. */
export const sheetHtml = ({ title, intro, about, sections, foot }: Sheet, language: Language): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${new Html(sheetStyle)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${intro}</p>
        <dl>
          ${about.map(
            ([label, value]) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        ${sections.map(
          ({ heading, items }) =>
            html`<h2>${heading}</h2>
              <table>
                ${items.map(
                  ({ what, value, why }) =>
                    html`<tr>
                      <th scope="row">${what}</th>
                      <td>${value}</td>
                      <td class="why">${why}</td>
                    </tr>`,
                )}
              </table>`,
        )}
        <footer>${foot}</footer>
      </body>
    </html> `.markup

/** Black on white, and small enough that three languages fit on one page. */
const sheetStyle = `
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font: 8.5pt/10.5pt system-ui, sans-serif }
h1 { font-size: 15pt; line-height: 19pt; margin: 0 0 4pt }
h2 { font-size: 10.5pt; line-height: 13pt; margin: 7pt 0 2pt; break-after: avoid }
p { margin: 0 0 5pt }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1pt 10pt; margin: 0 }
dt, .why, footer { color: #444 }
dd { margin: 0; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
tr { break-inside: avoid }
th { width: 18%; text-align: start }
td { overflow-wrap: anywhere }
th, td { border-top: 0.5pt solid #999; padding: 1.5pt 6pt 1.5pt 0; vertical-align: top }
footer { margin-top: 8pt; border-top: 0.5pt solid #999; padding-top: 3pt; font-size: 7.5pt; line-height: 10pt }
`
