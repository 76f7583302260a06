import type { SoundDevice } from '../../contracts/devices.ts'

/** Which device is meant by the person's choice. Pure. */

/** The person's choice; null: whichever the system prefers. */
export interface PreferredDevice {
  readonly id: string | null
  /** By it the device is found again where ids have changed: after the profile was moved, or a driver. */
  readonly name: string | null
}

/**
 * The device of that id, or else the first of that name.
 * @returns null: the system's own is used, because it is wanted or because the other one is not there
 */
export const chosenDevice = (
  { id, name }: PreferredDevice,
  present: readonly SoundDevice[],
): SoundDevice | null => {
  if (id === null) return null
  return (
    present.find((device) => device.id === id) ??
    present.find((device) => name !== null && device.name === name) ??
    null
  )
}

/** Devices by names that differ: the second of a name is told apart by its number. */
export const namedApart = (
  devices: readonly SoundDevice[],
): readonly { readonly id: string; readonly name: string; readonly number: number | null }[] => {
  const seen = new Map<string, number>()
  return devices.map(({ id, name }) => {
    const isAmongOthers = devices.some((other) => other.id !== id && other.name === name)
    const number = (seen.get(name) ?? 0) + 1
    seen.set(name, number)
    return { id, name, number: isAmongOthers ? number : null }
  })
}
