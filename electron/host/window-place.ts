import type { Rectangle } from 'electron'
import type { WindowState } from './settings.ts'

export const smallest = { width: 720, height: 560 } as const
const usual = { width: 1280, height: 840 } as const

/** So much of the window's upper edge must be on a screen that it can be gripped. */
const grip = { width: 120, height: 40 } as const

export type Place = { readonly width: number; readonly height: number } | Rectangle

/**
 * Where the window opens: as it stood last, if it can be reached there on one of the screens that are there now; else in
 * the middle of the first, no larger than that.
 * @param areas the usable parts of all screens
 */
export function placeOf(state: WindowState | null, areas: readonly Rectangle[]): Place {
  const size = state ?? usual
  const area = areas.find((each) => state !== null && isReachable(state, each))
  const room = area ?? areas[0] ?? usual
  const fitted = {
    width: Math.max(smallest.width, Math.min(size.width, room.width)),
    height: Math.max(smallest.height, Math.min(size.height, room.height)),
  }
  return area && state ? { x: state.x, y: state.y, ...fitted } : fitted
}

function isReachable({ x, y, width }: WindowState, area: Rectangle): boolean {
  const shownWidth = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return shownWidth >= grip.width && y >= area.y && y + grip.height <= area.y + area.height
}
