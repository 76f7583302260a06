import type { Interruptions, Patience } from '../../contracts/turn-feedback.ts'
import { DEFAULT_BARGE_IN, type BargeInPolicy } from '../turns/barge-in.ts'
import { DEFAULT_ENDPOINTING, type EndpointingPolicy } from '../turns/endpointing.ts'
import { habitOf } from '../turns/pause-habit.ts'

/** The numbers that turn-taking hangs on, in milliseconds. */
export interface ConversationPolicy {
  readonly endpointing: EndpointingPolicy
  /** A press shorter than this is a tap. People hold for longer than 0.4 s when they mean to hold. */
  readonly tapMs: number
  /** After release while speech goes on: fingers lift before the last sound is out. */
  readonly releaseTailMs: number
  /** What wakes it; what is said after it in the same breath begins behind these words. */
  readonly wakePhrases: readonly string[]
  /** After an answer to somebody who used the phrase the ear stays open so long; 0: not at all. */
  readonly followUpMs: number
  /** A tap that nobody speaks after is given up. */
  readonly tapIdleMs: number
  /** Whether speech over the reply is meant. */
  readonly bargeIn: BargeInPolicy
  /** The words of a judged barge-in that do not come in this time will not. */
  readonly judgementMs: number
  /**
   * Speech over a reply of which no more was heard than this goes on with the turn before: the person
   * was not done, and the reply is withdrawn.
   */
  readonly joinHeardMs: number
  /** Nobody speaks for longer in one breath; the utterance is closed and answered. */
  readonly maximumUtteranceMs: number
  /** A microphone that takes longer than this to open is reported. */
  readonly microphoneMs: number
  /**
   * Sound that is owed and of which nothing is heard for so long, beyond its own length, will not
   * come: the slowest device that was seen begins after half a second.
   */
  readonly playbackSlackMs: number
  /** Orders to Warbler itself are carried out; else they are for the model as anything else. */
  readonly obeys: boolean
  /** A question whether something is to be done waits so long for a yes. */
  readonly confirmMs: number
  /** BCP 47 tag of the voice: how numbers and signs are said. */
  readonly voiceLanguage: string
  /** Begin the reply at the first plausible end of turn and hold it until the turn is confirmed. */
  readonly speculate: boolean
  /** No sound of the answer so long after the turn's end: "one moment" is said. Null: never. */
  readonly acknowledgeAfterMs: number | null
  readonly phrases: SpokenPhrases
}

/** What the conversation says by itself, in the language of the voice; several to choose from. */
export interface SpokenPhrases {
  readonly oneMoment: readonly string[]
  /** Of what was not done, because there was no yes. */
  readonly leftAlone: string
}

export const DEFAULT_POLICY: ConversationPolicy = {
  endpointing: DEFAULT_ENDPOINTING,
  tapMs: 350,
  releaseTailMs: 120,
  tapIdleMs: 8000,
  wakePhrases: [],
  followUpMs: 8000,
  bargeIn: DEFAULT_BARGE_IN,
  judgementMs: 900,
  joinHeardMs: 500,
  maximumUtteranceMs: 5 * 60_000,
  microphoneMs: 6000,
  playbackSlackMs: 10_000,
  obeys: true,
  confirmMs: 10_000,
  voiceLanguage: 'en',
  speculate: true,
  // The first answer after a start takes 1.1 to 1.4 s on two cores: it needs no "one moment" before it.
  acknowledgeAfterMs: 1500,
  phrases: {
    oneMoment: ['One moment.', 'Let me see.', 'Let me think.'],
    leftAlone: 'All right, I leave it.',
  },
}

/** What a person chose and what was learned of them. */
interface PersonalPolicy {
  readonly patience: Patience
  readonly interruptions: Interruptions
  readonly acknowledge: boolean
  readonly wakePhrases: readonly string[]
  readonly followUpSeconds: number
  /** The latest pauses inside a turn, ms. */
  readonly learnedPausesMs: readonly number[]
  /** Somebody may call it now. Where not (a call has begun, it was switched off) no ear stays open by itself. */
  readonly isWaiting: boolean
}

/** The policy for a conversation in a language, with somebody. */
export const policyFor = (
  language: string,
  person: PersonalPolicy,
  phrases: SpokenPhrases,
): ConversationPolicy => ({
  ...DEFAULT_POLICY,
  endpointing: {
    ...DEFAULT_ENDPOINTING,
    language,
    patience: person.patience,
    habit: habitOf(person.learnedPausesMs),
  },
  bargeIn: { ...DEFAULT_BARGE_IN, level: person.interruptions },
  wakePhrases: person.wakePhrases,
  followUpMs: person.isWaiting ? person.followUpSeconds * 1000 : 0,
  acknowledgeAfterMs: person.acknowledge ? DEFAULT_POLICY.acknowledgeAfterMs : null,
  voiceLanguage: language,
  phrases,
})
