import { EventEmitter } from 'node:events'
import { type Display, type Rectangle, type Screen } from 'electron'
import { lifecycle } from './lifecycle.ts'
import { guard } from './offer.ts'

type Offered = Pick<
  Screen,
  'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getCursorScreenPoint'
>

type KnownDisplay = Pick<Display, 'id' | 'bounds' | 'workArea' | 'size' | 'workAreaSize' | 'scaleFactor' | 'rotation'>

/** The one display: a test's, until the browser has told a person's. */
export const workArea: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 }

function primaryDisplay(): KnownDisplay {
  const { width, height } = workArea
  const size = { width, height }
  return {
    id: 1,
    bounds: { ...workArea },
    workArea: { ...workArea },
    size,
    workAreaSize: size,
    scaleFactor: 1,
    rotation: 0,
  }
}

class StandInScreen extends EventEmitter implements Offered {
  getPrimaryDisplay(): Display {
    lifecycle.mustBeReady('use the screen module')
    return primaryDisplay() as Display
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
