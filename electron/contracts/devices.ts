import { z } from 'zod'
import type { MicrophoneStatus } from './audio.ts'
import type { CodedError } from './errors.ts'

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

/** As long as Chromium's own: hashes of 64 characters, and its names for what the system prefers. */
const deviceIdSchema = z.string().min(1).max(500)

/** A device that can be chosen. Its id stays the same between runs, on most systems. */
const soundDeviceSchema = z.object({ id: deviceIdSchema, name: label })
export type SoundDevice = z.infer<typeof soundDeviceSchema>

/** What can be chosen, in the order of the system. */
export const deviceListSchema = z.object({
  microphones: z.array(soundDeviceSchema).max(100),
  loudspeakers: z.array(soundDeviceSchema).max(100),
})
export type DeviceList = z.infer<typeof deviceListSchema>

/** What windows see of microphones and loudspeakers. */
export interface DevicesView extends DeviceList {
  readonly microphone: {
    readonly status: MicrophoneStatus
    /** The one that is open; null: none is. */
    readonly name: string | null
    /** Why none could be opened. */
    readonly error: CodedError | null
  }
}

/** How the loudspeaker is tried: by a sentence, or by tones where there is no voice yet. */
export type LoudspeakerTest = 'voice' | 'tones'
