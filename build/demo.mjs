// `npm run demo`: builds what is missing or older than its sources, then runs the demonstration in the terminal.
import { buildWhatIsStale } from './stale.mjs'

await buildWhatIsStale()
await import('../dist/demo.js')
