import { EventEmitter } from 'node:events'
import { type Display, type Rectangle, type Screen } from 'electron'
import { lifecycle } from './lifecycle.ts'
import { guard } from './offer.ts'

type Offered = Pick<
  Screen,
  'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getCursorScreenPoint'
>

type KnownDisplay = Pick<Display, 'id' | 'bounds' | 'workArea' | 'size' | 'workAreaSize' | 'scaleFactor' | 'rotation'>

/** One display. A test has it set; for a person it is a guess, since the browser does the placing. */
const bounds: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 }
const display = {
  id: 1,
  bounds,
  workArea: bounds,
  size: { width: bounds.width, height: bounds.height },
  workAreaSize: { width: bounds.width, height: bounds.height },
  scaleFactor: 1,
  rotation: 0,
} satisfies KnownDisplay

export const workArea: Readonly<Rectangle> = bounds

class StandInScreen extends EventEmitter implements Offered {
  getPrimaryDisplay(): Display {
    lifecycle.mustBeReady('use the screen module')
    return structuredClone(display) as Display
  }

  getAllDisplays(): Display[] {
    return [this.getPrimaryDisplay()]
  }

  getDisplayMatching(): Display {
    return this.getPrimaryDisplay()
  }

  getDisplayNearestPoint(): Display {
    return this.getPrimaryDisplay()
  }

  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 0, y: 0 }
  }
}

guard(StandInScreen, 'screen')

export const screen = new StandInScreen()
