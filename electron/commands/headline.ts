import type { Context } from './context.ts'
import { wrap } from './layout.ts'
import type { Style } from './output.ts'

/** `READY: the appliance should take …`, the first word painted; in each language's own punctuation. */
export function headline(label: string, text: string, styles: readonly Style[], context: Context, before = ''): string {
  const { messages, output } = context
  const sentence = wrap(before + messages.text('terminal.labelled', { label, text }), output.columns)
  return sentence.replace(label, () => output.paint(label, ...styles))
}
