import { createContext } from 'svelte'

/** How whatever stands on a screen opens the private CA with this id; null: the first, or the form of a new one. */
export const [openCa, setOpenCa] = createContext<(id: string | null, isCreating?: boolean) => void>()
