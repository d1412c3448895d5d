import { type PowerMonitor } from 'electron'
import { EventEmitter } from 'node:events'
import { lifecycle } from './lifecycle.ts'
import { guard } from './offer.ts'

type Offered = Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower' | 'onBatteryPower'>

/** Nothing happens by itself: a test emits `suspend`, `resume`, `lock-screen`. */
class StandInPowerMonitor extends EventEmitter implements Offered {
  readonly onBatteryPower = false

  getSystemIdleTime(): number {
    lifecycle.mustBeReady('use powerMonitor')
    return 0
  }

  getSystemIdleState(): 'active' {
    lifecycle.mustBeReady('use powerMonitor')
    return 'active'
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower
  }
}

guard(StandInPowerMonitor, 'powerMonitor')

export const powerMonitor = new StandInPowerMonitor()
