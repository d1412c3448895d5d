import { startHost } from './host/start.ts'

startHost(import.meta.dirname)
