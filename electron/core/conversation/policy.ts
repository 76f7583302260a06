import { DEFAULT_ENDPOINTING, type EndpointingPolicy } from '../turns/endpointing.ts'

/** The numbers that turn-taking hangs on, in milliseconds. */
export interface ConversationPolicy {
  readonly endpointing: EndpointingPolicy
  /** A press shorter than this is a tap. People hold for longer than 0.4 s when they mean to hold. */
  readonly tapMs: number
  /** After release while speech goes on: fingers lift before the last sound is out. */
  readonly releaseTailMs: number
  /** A tap that nobody speaks after is given up. */
  readonly tapIdleMs: number
  /**
   * Speech over the reply, counted from VAD certainty, before it counts as an interruption. The
   * reply is silent and stands still meanwhile. Longer would let it go on over a single "Stop": 200 ms
   * of sound, and its pause is told after another 128.
   */
  readonly interruptionMs: number
  /**
   * The same for speech over a reply of which nothing was heard yet, which then must not begin:
   * the person goes on with what they were saying.
   */
  readonly continuationMs: number
  /** Nobody speaks for longer in one breath; the utterance is closed and answered. */
  readonly maximumUtteranceMs: number
  /** A microphone that takes longer than this to open is reported. */
  readonly microphoneMs: number
  /**
   * Sound that is owed and of which nothing is heard for so long, beyond its own length, will not
   * come: the slowest device that was seen begins after half a second.
   */
  readonly playbackSlackMs: number
  /** BCP 47 tag of the voice: how numbers and signs are said. */
  readonly voiceLanguage: string
  /** Begin the reply at the first plausible end of turn and hold it until the turn is confirmed. */
  readonly speculate: boolean
}

export const DEFAULT_POLICY: ConversationPolicy = {
  endpointing: DEFAULT_ENDPOINTING,
  tapMs: 350,
  releaseTailMs: 120,
  tapIdleMs: 8000,
  interruptionMs: 160,
  continuationMs: 130,
  maximumUtteranceMs: 5 * 60_000,
  microphoneMs: 6000,
  playbackSlackMs: 10_000,
  voiceLanguage: 'en',
  speculate: true,
}

/** The same for a conversation in another language. */
export const policyFor = (language: string): ConversationPolicy => ({
  ...DEFAULT_POLICY,
  endpointing: { ...DEFAULT_ENDPOINTING, language },
  voiceLanguage: language,
})
