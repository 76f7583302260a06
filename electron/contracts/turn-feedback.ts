import { z } from 'zod'

/** What a person can say of a turn in the inspector, or aloud. */
export const turnVerdictSchema = z.enum(['cut-off', 'should-have-stopped', 'too-slow'])
export type TurnVerdict = z.infer<typeof turnVerdictSchema>

/** How long a silence ends a turn: three named levels. */
export const patienceSchema = z.enum(['quick', 'balanced', 'patient'])
export type Patience = z.infer<typeof patienceSchema>

/** How much speech over a reply stops it: any, what is meant, only a clear word. */
export const interruptionsSchema = z.enum(['easy', 'balanced', 'firm'])
export type Interruptions = z.infer<typeof interruptionsSchema>

/**
 * What was changed because of a verdict, as data: a window or the voice makes the sentence.
 * `none` says why nothing was: the setting is at its end, or no setting would have helped.
 */
export type FeedbackChange =
  | { readonly setting: 'patience'; readonly from: Patience; readonly to: Patience }
  | { readonly setting: 'interruptions'; readonly from: Interruptions; readonly to: Interruptions }
  | { readonly setting: 'acknowledge'; readonly from: false; readonly to: true }
  | {
      readonly setting: 'none'
      readonly reason: 'at-its-end' | 'language-model' | 'voice' | 'speech-to-text' | 'loudspeaker'
    }
