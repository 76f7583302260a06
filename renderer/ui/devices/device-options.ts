import type { SoundDevice } from '../../../electron/contracts/devices.ts'
import {
  chosenDevice,
  namedApart,
  type PreferredDevice,
} from '../../../electron/core/devices/choose-device.ts'

/** The value of the first option: whichever device the system prefers. */
export const SYSTEM_CHOICE = 'default'

export interface DeviceOption {
  readonly value: string
  readonly name: string
  /** Among several of one name. */
  readonly number: number | null
  /** It was chosen, and is not there now. */
  readonly absent: boolean
}

/** What a list of devices offers beside the system's choice, and which is chosen. */
export const deviceOptions = (
  present: readonly SoundDevice[],
  preferred: PreferredDevice,
): { readonly options: readonly DeviceOption[]; readonly chosen: string } => {
  const named = namedApart(present).map(({ id, name, number }): DeviceOption => ({
    value: id,
    name,
    number,
    absent: false,
  }))
  const { id } = preferred
  if (id === null) return { options: named, chosen: SYSTEM_CHOICE }
  const chosen = chosenDevice(preferred, present)
  if (chosen !== null) return { options: named, chosen: chosen.id }
  const name = preferred.name ?? ''
  const absent: DeviceOption = { value: id, name, number: null, absent: true }
  return { options: [...named, absent], chosen: id }
}
