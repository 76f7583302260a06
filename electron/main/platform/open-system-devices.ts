import type { SoundDevices } from '../../contracts/devices.ts'
import { systemClock } from '../workers/clock.ts'
import { watchPulseDevices, type SystemDevices } from './pulse-devices.ts'
import { followLines } from './recorders/follow-lines.ts'
import { run } from './recorders/open-recorders.ts'

/** Only on Linux does the system have to be asked which device is the preferred one. */
export const openSystemDevices = (
  onDevices: (devices: SoundDevices | null) => void,
): SystemDevices | null =>
  process.platform === 'linux'
    ? watchPulseDevices({ follow: followLines, run, clock: systemClock, onDevices })
    : null
