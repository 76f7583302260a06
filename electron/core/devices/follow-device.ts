import type { DeviceChange, DevicesOfKind, SoundDevices } from '../../contracts/devices.ts'

/** What is remembered of the microphone, or of the loudspeaker. Pure. */
export interface DeviceMemory {
  /** The one that was used last; null: there was none; undefined: nobody has looked yet. */
  readonly inUse: string | null | undefined
  /** Devices that went while they were used: their return is one. */
  readonly gone: readonly string[]
}

export const NOTHING_SEEN: DeviceMemory = { inUse: undefined, gone: [] }

/** As many as anybody unplugs in a day. */
const MOST_GONE = 8

/**
 * Looks at the devices that are there now.
 * @returns what has changed since they were looked at last; null: the same device is used
 */
export const followDevice = (
  { inUse: before, gone }: DeviceMemory,
  { inUse: now, present }: DevicesOfKind,
): { readonly memory: DeviceMemory; readonly change: DeviceChange | null } => {
  if (now === '') return { memory: { inUse: before, gone }, change: null }
  const hasGone = typeof before === 'string' && !present.includes(before)
  const away = hasGone ? [...gone.filter((one) => one !== before), before] : gone
  const memory = {
    inUse: now,
    gone: away.filter((one) => one !== now).slice(-MOST_GONE),
  }
  if (before === undefined || now === before) return { memory, change: null }
  if (now === null) return { memory, change: { what: 'gone' } }
  return { memory, change: { what: gone.includes(now) ? 'back' : 'now', label: now } }
}

/**
 * What is used, where the audio window knows no more than that it is what the system prefers.
 * @param system what the system's own sound server tells; null: nothing
 */
export const withSystemDevices = (
  window: SoundDevices,
  system: SoundDevices | null,
): SoundDevices => {
  const ofKind = (kind: keyof SoundDevices): DevicesOfKind =>
    window[kind].isDefault && system !== null ? system[kind] : window[kind]
  return { microphone: ofKind('microphone'), loudspeaker: ofKind('loudspeaker') }
}
