import { z } from 'zod'

const label = z.string().max(500)
const devicesOfKind = z.object({
  /** The one that is used, or would be; null: there is none; empty: nobody can tell which. */
  inUse: label.nullable(),
  /** All that are there. */
  present: z.array(label).max(100),
  /** It is whichever the system prefers, and not the person's own choice. */
  isDefault: z.boolean(),
})
export type DevicesOfKind = z.infer<typeof devicesOfKind>

/** Microphones and loudspeakers by the names that the system gives them, as the audio window sees them. */
export const soundDevicesSchema = z.object({
  microphone: devicesOfKind,
  loudspeaker: devicesOfKind,
})
export type SoundDevices = z.infer<typeof soundDevicesSchema>

/**
 * What became of the device in use: another took its place, the one that had gone is used again, or it
 * went and there is none.
 */
export type DeviceChange =
  { readonly what: 'now' | 'back'; readonly label: string } | { readonly what: 'gone' }

/** What the person is told for some seconds of devices that changed by themselves. */
export interface DeviceNotice {
  readonly microphone: DeviceChange | null
  readonly loudspeaker: DeviceChange | null
}
