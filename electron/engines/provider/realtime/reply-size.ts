import type { LanguageModelPart } from '../../ports.ts'

/**
 * The service is told no limit, and one that never stops would fill the memory of playback. Nobody listens
 * to one reply for five minutes, in which a voice says some 5,000 characters.
 */
const LONGEST_SOUND_SECONDS = 300
const LONGEST_TEXT_CHARACTERS = 8000

interface ReplySize {
  /** Whether this is more than one reply may be. */
  readonly exceeds: (part: LanguageModelPart) => boolean
}

export const createReplySize = (): ReplySize => {
  let seconds = 0
  let characters = 0
  return {
    exceeds: (part) => {
      if (part.type === 'sound') seconds += part.samples.length / part.sampleRateHz
      if (part.type === 'delta') characters += part.text.length
      return seconds > LONGEST_SOUND_SECONDS || characters > LONGEST_TEXT_CHARACTERS
    },
  }
}
