import { createContext } from 'svelte'
import type { StepId } from '../../electron/contract/views.ts'

/** How whatever stands on a step's screen opens another step. */
export const [goToStep, setGoToStep] = createContext<(step: StepId) => void>()
