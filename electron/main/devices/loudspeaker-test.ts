import type { LoudspeakerTest } from '../../contracts/devices.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import phrases from '../../../resources/prompts/phrases.json' with { type: 'json' }

/** Lets the loudspeaker be heard: by the voice where there is one, by tones else. */
export const createLoudspeakerTest =
  (parts: {
    readonly voice: () => EngineStatus
    /** BCP 47, of the voice. */
    readonly language: () => string
    /** Somebody is listened to or answered: a test would sound into that. */
    readonly isTalking: () => boolean
    readonly dispatch: (event: ConversationEvent) => void
    readonly playTones: () => void
    readonly now: () => number
  }) =>
  (): LoudspeakerTest => {
    if (parts.voice() !== 'ready' || parts.isTalking()) {
      parts.playTones()
      return 'tones'
    }
    const text = /^zh\b/i.test(parts.language()) ? phrases.zh.soundTest : phrases.en.soundTest
    parts.dispatch({ type: 'rehearsed', text, atMs: parts.now() })
    return 'voice'
  }
