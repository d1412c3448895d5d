import { type Accelerator, type FromWindow } from '../window-messages.ts'

function matches(event: KeyboardEvent, accelerator: Accelerator): boolean {
  return (
    (event.key.toLowerCase() === accelerator.key || event.code.toLowerCase() === accelerator.code) &&
    event.ctrlKey === accelerator.ctrl &&
    event.altKey === accelerator.alt &&
    event.metaKey === accelerator.meta &&
    (event.shiftKey === accelerator.shift || accelerator.shift === 'any')
  )
}

/** Tells main of a key that stands in the menu, unless the page has prevented it. Answers how to set the menu's keys. */
export function listenForAccelerators(
  tell: (message: FromWindow) => void,
  initial: readonly Accelerator[],
): (accelerators: readonly Accelerator[]) => void {
  let known = initial
  const afterThePage = (event: KeyboardEvent): void => {
    const found = event.defaultPrevented ? undefined : known.find((accelerator) => matches(event, accelerator))
    if (!found) return
    event.preventDefault()
    tell({ kind: 'accelerator', command: found.command })
  }
  // Added at each key anew, so that it comes after every listener that the page has on the window by then.
  const before = (): void => {
    window.removeEventListener('keydown', afterThePage)
    window.addEventListener('keydown', afterThePage)
  }
  window.addEventListener('keydown', before, { capture: true })
  return (accelerators) => {
    known = accelerators
  }
}
