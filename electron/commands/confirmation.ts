import type { Context } from './context.ts'
import type { Dialogue } from './dialogue.ts'

/** Whether whoever sits at the terminal says yes. A script has said so by running the command. */
export async function isConfirmed(question: string, dialogue: Dialogue, { messages }: Context): Promise<boolean> {
  if (!dialogue.isPossible) return true
  const answer = await dialogue.line(question)
  return messages.text('terminal.typed.yes').split(' ').includes(answer.trim().toLowerCase())
}
