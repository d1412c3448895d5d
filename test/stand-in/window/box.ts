import { type BoxAnswer, type BoxOptions } from '../window-messages.ts'

const look = {
  box: 'font: 16px/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas; border: 1px solid GrayText; border-radius: 8px; padding: 24px; width: min(560px, 90vw); box-sizing: border-box',
  title: 'font-size: 1.125em; margin: 0 0 8px',
  text: 'margin: 0 0 16px; white-space: pre-wrap',
  field: 'font: inherit; width: 100%; box-sizing: border-box; margin-bottom: 16px',
  row: 'display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end',
  button: 'font: inherit; padding: 6px 16px',
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, style: string, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  // The page's Content Security Policy counts for attributes, not for this.
  made.style.cssText = style
  made.textContent = text
  return made
}

/** Shows a dialog over the page, out of its reach: in a closed shadow, from a world of its own. */
export default function showBox(options: BoxOptions): Promise<BoxAnswer> {
  const host = element('div', '')
  const box = element('dialog', look.box)
  const field = element('textarea', look.field)
  const check = element('input', '')
  const row = element('div', look.row)
  field.value = options.input ?? ''
  field.rows = 2
  check.type = 'checkbox'
  check.checked = options.isChecked ?? false

  box.append(element('h1', look.title, options.title), element('p', look.text, options.text))
  if (options.input !== undefined) box.append(field)
  if (options.checkbox !== undefined) {
    const label = element('label', 'display: block; margin-bottom: 16px')
    label.append(check, ` ${options.checkbox}`)
    box.append(label)
  }
  field.setAttribute('aria-label', options.text)
  box.setAttribute('aria-label', options.title)
  box.append(row)
  host.attachShadow({ mode: 'closed' }).append(box)
  document.documentElement.append(host)

  return new Promise((resolve) => {
    const answer = (button: number): void => {
      host.remove()
      resolve({ button, text: field.value, isChecked: check.checked })
    }
    for (const [index, label] of options.buttons.entries()) {
      const button = element('button', look.button, label)
      button.addEventListener('click', () => answer(index))
      row.append(button)
      if (index === options.defaultId) button.autofocus = true
    }
    box.addEventListener('cancel', () => answer(options.cancelId))
    // Keys belong to the dialog: the page must not act on them.
    host.addEventListener('keydown', (event) => event.stopPropagation())
    box.showModal()
    if (options.input !== undefined) field.focus()
  })
}
