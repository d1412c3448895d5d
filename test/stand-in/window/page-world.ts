import { openBridge } from './bridge.ts'

/** Runs in the page's own world before any script of the page. */
export default function startPageWorld(channel: string): void {
  if (window === window.top) openBridge(channel, 'page')
}
