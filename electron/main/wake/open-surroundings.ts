import { powerMonitor } from 'electron'
import { openRecorders } from '../platform/recorders/open-recorders.ts'
import { systemClock } from '../workers/clock.ts'
import { hasSessionBus, watchSurroundings } from './surroundings.ts'

/** What this system tells of sleep, locks and calls. */
export const openSurroundings = (onChange: () => void) =>
  watchSurroundings({
    power: powerMonitor,
    platform: process.platform,
    hasSessionBus: hasSessionBus(process.env),
    clock: systemClock,
    openRecorders,
    onChange,
  })
