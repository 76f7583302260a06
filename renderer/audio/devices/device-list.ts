import type { DeviceList, SoundDevice } from '../../../electron/contracts/devices.ts'
import { chosenDevice, type PreferredDevice } from '../../../electron/core/devices/choose-device.ts'
import { STAND_INS, type ListedDevice } from './sound-devices.ts'

const ofKind = (listed: readonly ListedDevice[], kind: MediaDeviceKind): SoundDevice[] =>
  listed
    .filter((device) => device.kind === kind && !STAND_INS.includes(device.deviceId))
    // Without an id it cannot be asked for: nobody has let us look yet.
    .filter(({ deviceId }) => deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }))

/** The devices that can be chosen: Chromium's own names for the system's choice are none of them. */
export const deviceListOf = (listed: readonly ListedDevice[]): DeviceList => ({
  microphones: ofKind(listed, 'audioinput'),
  loudspeakers: ofKind(listed, 'audiooutput'),
})

/** The browser's id of the chosen device; null: the system's default, also where that one is not there. */
export const idOf = (
  preferred: PreferredDevice,
  listed: readonly ListedDevice[],
  kind: 'audioinput' | 'audiooutput',
): string | null => chosenDevice(preferred, ofKind(listed, kind))?.id ?? null
