import { createContext } from 'svelte'
import type { StepId } from '../../electron/contract/views.ts'

/** How whatever stands on a screen opens another project, at the step where its work goes on or at a given one. */
export const [openProject, setOpenProject] = createContext<(id: string, step?: StepId) => void>()
