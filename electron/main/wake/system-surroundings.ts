import { powerMonitor } from 'electron'
import { openRecorders } from '../platform/recorders/open-recorders.ts'
import { systemClock } from '../workers/clock.ts'
import type { WakeParts } from './compose-wake.ts'
import { hasSessionBus, watchSurroundings } from './surroundings.ts'

/** What of this machine decides whether it waits: sleep, the lock of the screen, other recorders. */
export const systemSurroundings: WakeParts['watchSurroundings'] = (onChange) =>
  watchSurroundings({
    power: powerMonitor,
    platform: process.platform,
    hasSessionBus: hasSessionBus(process.env),
    clock: systemClock,
    openRecorders,
    onChange,
  })
