/** The one style of what is handed on: the window's colours, and plain on paper. */
export const paperStyle = `
:root { color-scheme: light dark; --ground: #f6f7f9; --pane: #fff; --text: #16191f; --soft: #565d69; --line: #d9dde4;
  --good: #12703c; --bad: #b3201b; --warning: #8a5200 }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --pane: #1c2027; --text: #e9ecf1; --soft: #a3abb8;
  --line: #323844; --good: #6fd398; --bad: #ff9c94; --warning: #f3bd68 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/20px system-ui, sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px }
h1 { font-size: 24px; line-height: 32px; margin: 0 0 8px }
h2 { font-size: 16px; line-height: 24px; margin: 32px 0 8px }
h3 { font-size: 14px; line-height: 20px; margin: 0 }
p { margin: 4px 0 }
code { font-family: ui-monospace, Consolas, monospace; font-size: 12.5px; overflow-wrap: anywhere }
.soft { color: var(--soft) }
.verdict { font-size: 16px; line-height: 24px; font-weight: 600 }
.good { color: var(--good) }
.bad { color: var(--bad) }
.warning { color: var(--warning) }
article { background: var(--pane); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; margin: 8px 0;
  break-inside: avoid }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; background: var(--pane) }
caption { text-align: start; color: var(--soft); padding: 4px 0 }
th, td { border: 1px solid var(--line); padding: 4px 8px; text-align: start; vertical-align: top; overflow-wrap: break-word }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 }
dt { color: var(--soft) }
dd { margin: 0; overflow-wrap: anywhere }
li { margin: 6px 0 }
footer { margin-top: 32px; border-top: 1px solid var(--line); padding-top: 8px; color: var(--soft) }
@media print {
  :root { --ground: #fff; --pane: #fff; --text: #000; --soft: #444; --line: #999; --good: #12703c; --bad: #b3201b;
    --warning: #8a5200 }
  main { max-width: none; padding: 0 }
  h2 { break-after: avoid }
}
`
