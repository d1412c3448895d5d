import { z } from 'zod'
import { project, route, type Saved, short } from './route.ts'

/** In the language of whoever runs the CA. `asker`: who asks, as the sheet is to say it; may be empty. */
const pack = project.extend({ language: z.enum(['en', 'fr', 'es']), asker: short })

/** What goes to the CA. */
export const submitRoutes = {
  /** The mail pack, as one archive; null: cancelled. */
  'mailPack.save': route<Saved>()(pack),
  /** The text of the mail goes to the clipboard. */
  'mailPack.copy': route<null>()(pack),
}
