import { type Rectangle } from 'electron'
import { workArea } from './screen.ts'
import { settings } from './settings.ts'
import { type Attached } from './web-contents.ts'

export type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen'

export interface Shape {
  readonly bounds: Rectangle
  readonly state: WindowState
}

/** Headless: the page has the window's size, and a zoom shrinks it as in Electron, media queries included. */
async function emulate({ cdp }: Attached, { bounds, state }: Shape, zoom: number): Promise<void> {
  const isWhole = state === 'maximized' || state === 'fullscreen'
  const { width, height } = isWhole ? workArea : bounds
  await cdp.send('Emulation.setDeviceMetricsOverride', {
    width: Math.round(width / zoom),
    height: Math.round(height / zoom),
    deviceScaleFactor: zoom,
    mobile: false,
  })
}

/** A real window: the browser's own; its zoom is a style of the root, which media queries don't see. */
async function place({ page, cdp }: Attached, { bounds, state }: Shape, zoom: number): Promise<void> {
  const { windowId, bounds: now } = await cdp.send('Browser.getWindowForTarget')
  const { x, y, width, height } = bounds
  // The browser takes a size in the normal state only.
  if (now.windowState !== 'normal') {
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } })
  }
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { left: x, top: y, width, height } })
  if (state !== 'normal') await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: state } })
  // A page that is just coming is zoomed once it has loaded.
  await page.evaluate(`document.documentElement.style.zoom = ${zoom}`).catch(() => undefined)
}

/** Gives the window in the browser the shape that main wants. */
export const applyShape = settings.mode === 'test' ? emulate : place

/** The shape that the user has given the window. */
export async function readShape({ cdp }: Attached): Promise<Shape | undefined> {
  const { bounds } = await cdp.send('Browser.getWindowForTarget')
  const { left, top, width, height, windowState } = bounds
  if (left === undefined || top === undefined || width === undefined || height === undefined) return undefined
  return { bounds: { x: left, y: top, width, height }, state: windowState ?? 'normal' }
}
