import type { StepId } from '../contract/views.ts'
import type { Messages } from '../messages/messages.ts'

/** A step's name in the list. */
export const stepTitle = (id: StepId, messages: Messages): string => messages.find(['host', 'stepTitles', id])
