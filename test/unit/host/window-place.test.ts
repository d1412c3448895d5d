import { expect, it } from 'vitest'
import type { WindowState } from '../../../electron/host/settings.ts'
import { type Place, placeOf } from '../../../electron/host/window-place.ts'

const screen = { x: 0, y: 24, width: 1920, height: 1056 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }
const at = (x: number, y: number, width = 1000, height = 700): WindowState => ({
  x,
  y,
  width,
  height,
  isMaximized: false,
})

it.each<[string, WindowState | null, readonly (typeof screen)[], Place]>([
  ['never opened', null, [screen], { width: 1280, height: 840 }],
  ['where it was', at(100, 100), [screen], { x: 100, y: 100, width: 1000, height: 700 }],
  ['on the second screen', at(2000, 50), [screen, second], { x: 2000, y: 50, width: 1000, height: 700 }],
  ['whose screen is gone', at(2000, 50), [screen], { width: 1000, height: 700 }],
  ['half beyond the left edge', at(-500, 100), [screen], { x: -500, y: 100, width: 1000, height: 700 }],
  ['with a corner too small to grip', at(1850, 100), [screen], { width: 1000, height: 700 }],
  ['above the upper edge', at(100, -30), [screen], { width: 1000, height: 700 }],
  ['below the lower edge', at(100, 1060), [screen], { width: 1000, height: 700 }],
  [
    'larger than the screen that is left',
    at(100, 100, 3000, 2000),
    [screen],
    { x: 100, y: 100, width: 1920, height: 1056 },
  ],
  ['smaller than it may be', at(100, 100, 300, 200), [screen], { x: 100, y: 100, width: 720, height: 560 }],
  ['on a small screen', null, [{ x: 0, y: 0, width: 1024, height: 700 }], { width: 1024, height: 700 }],
  ['without any screen', at(100, 100), [], { width: 1000, height: 700 }],
])('a window %s', (_, state, screens, expected) => {
  expect(placeOf(state, screens)).toEqual(expected)
})
