import type { DevicesOfKind, SoundDevices } from '../../../electron/contracts/devices.ts'

/** What the browser lists of a device. */
export type ListedDevice = Pick<MediaDeviceInfo, 'deviceId' | 'groupId' | 'kind' | 'label'>

/** Chromium's names for whatever the system prefers; they stand beside the devices themselves. */
export const STAND_INS: readonly string[] = ['default', 'communications']

/** "Default - Headset (USB)" on Windows and macOS; on Linux "Default" and no more. */
const DEFAULT_PREFIX = /^Default(?: - )?/

/**
 * The devices by name.
 * @param preferred the ids that the person chose; null: the system's default
 */
export const soundDevicesOf = (
  listed: readonly ListedDevice[],
  preferred: { readonly microphone: string | null; readonly loudspeaker: string | null },
): SoundDevices => ({
  microphone: ofKind(listed, 'audioinput', preferred.microphone),
  loudspeaker: ofKind(listed, 'audiooutput', preferred.loudspeaker),
})

const ofKind = (
  listed: readonly ListedDevice[],
  kind: MediaDeviceKind,
  preferred: string | null,
): DevicesOfKind => {
  const all = listed.filter((device) => device.kind === kind)
  const real = all.filter(({ deviceId }) => !STAND_INS.includes(deviceId))
  const used =
    all.find(({ deviceId }) => deviceId === preferred) ??
    all.find(({ deviceId }) => deviceId === STAND_INS[0]) ??
    all[0]
  return {
    inUse: used === undefined ? null : nameOf(used, real),
    present: real.map(({ label }) => label),
    isDefault: used === undefined || STAND_INS.includes(used.deviceId),
  }
}

/** The default's group tells which device it stands for, but for Linux: there nothing does. */
const nameOf = (used: ListedDevice, real: readonly ListedDevice[]): string => {
  if (!STAND_INS.includes(used.deviceId)) return used.label
  const meant =
    real.find(({ groupId }) => groupId === used.groupId) ?? (real.length === 1 ? real[0] : null)
  return meant?.label ?? used.label.replace(DEFAULT_PREFIX, '')
}

/** Tells of the devices where they are others than they were when it told last. */
export const createDeviceReport = <T extends object = SoundDevices>(
  tell: (devices: T) => void,
): ((devices: T) => void) => {
  let told = ''
  return (devices) => {
    const now = JSON.stringify(devices)
    if (now === told) return
    told = now
    tell(devices)
  }
}
