import { z } from 'zod'
import type { CodedError } from './errors.ts'

/** Hearing a voice before it is chosen. */

export const voiceReferenceSchema = z.object({
  /** Id of the model. */
  model: z.string().min(1).max(100),
  /** One of the model's voices; null: it has one only. */
  voice: z.string().min(1).max(100).nullable(),
})
export type VoiceReference = Readonly<z.infer<typeof voiceReferenceSchema>>

/** What the audio window tells of a preview. */
export const previewSoundSchema = z.object({
  generation: z.number().int().nonnegative(),
  state: z.enum(['playing', 'ended']),
})
export type PreviewSound = Readonly<z.infer<typeof previewSoundSchema>>

/** What windows see of it. */
export interface VoicePreview {
  /** null: none sounds, or is about to. */
  readonly voice: VoiceReference | null
  readonly isPlaying: boolean
  /** Why the last one was not heard. */
  readonly error: CodedError | null
}
