import { orderOf } from '../actions/understand.ts'
import type { VoiceEvidence } from '../../contracts/audio.ts'
import type { Interruptions } from '../../contracts/turn-feedback.ts'
import type { BargeInOutcome } from '../../contracts/turn-log.ts'
import type { VoiceFact } from '../../contracts/voices.ts'
import { areOwnWords } from './own-words.ts'
import {
  beginsWithStopOrder,
  isBackchannel,
  isCall,
  wordCount,
  isWaitOrder,
} from './short-answers.ts'

/**
 * Speech over a reply: is it meant? The reply stands still from the first sign on, so a careful
 * decision costs the person nothing: they speak into silence. Pure.
 */
export interface BargeInPolicy {
  readonly level: Interruptions
  /** How often it is decided anew while they speak, ms. */
  readonly checkEveryMs: number
}

export const DEFAULT_BARGE_IN: BargeInPolicy = { level: 'balanced', checkEveryMs: 120 }

export interface BargeInFacts {
  /** Since the speech began, ms. */
  readonly speechMs: number
  /** It has paused; else it goes on. */
  readonly over: boolean
  /** Words so far; null where they are not known yet. */
  readonly words: string | null
  /** Of the pause; null while speech goes on. */
  readonly evidence: VoiceEvidence | null
  /** What the reply said in the last seconds, and is about to say. */
  readonly replyWords: string
  /** Whose voice it is, and whose that of the question was. */
  readonly voice: VoiceFact
  readonly askedBy: VoiceFact
}

export type BargeInDecision =
  | { readonly kind: 'wait' }
  | { readonly kind: 'interrupt'; readonly reason: string }
  | {
      readonly kind: 'resume'
      readonly outcome: Exclude<BargeInOutcome, 'interrupted'>
      readonly reason: string
    }

interface Level {
  /** Speech that lasts so long is meant, once a word of it was made out, ms. */
  readonly meantAfterMs: number
  /** So many words, not all of them backchannels, are meant at once. */
  readonly words: number
  /** A lone word that calls or asks is meant ("Wait."), and any that answers a question. */
  readonly loneWordCounts: boolean
}

/**
 * "Mm-hm" lasts 0.3 to 0.5 s, "yeah, okay, right" up to 1 s; 0.7 s of anything else is a sentence
 * that has begun. `easy` is the length alone, as the first version of this had it.
 */
const LEVELS: Readonly<Record<Interruptions, Level>> = {
  easy: { meantAfterMs: 200, words: 1, loneWordCounts: true },
  balanced: { meantAfterMs: 900, words: 2, loneWordCounts: true },
  firm: { meantAfterMs: 1600, words: 3, loneWordCounts: false },
}

/**
 * Speech that has just begun is not read: of a cough's first 0.2 s two words were made out, of a hum's
 * "In a". The reply stands still meanwhile.
 */
const UNREADABLE_MS = 500
/** Nobody says more words a second than this where only some are said. */
const SHORTEST_WORD_MS = 120

/** "Uh-huh" and a hum take half a second, and are at times heard as two or three words ("But, ah"). */
const BRIEF_MS = 650
/** That speech is over is known so long after its end: until then it may still be a brief one. */
const HANGOVER_MS = 100

/** Speech of which no word is made out for so long: either noise, or nobody can tell. */
const WORDLESS_MS = 1800

/** A sound that the detector was never sure of, or no louder than the room. */
const FAINT_PROBABILITY = 0.6
const FAINT_ABOVE_NOISE_DB = 4
/** What the loudspeaker said explains this much of what was heard. */
const ECHO_LIKENESS = 0.8

const isFaint = ({ meanProbability, aboveNoiseDb }: VoiceEvidence): boolean =>
  meanProbability < FAINT_PROBABILITY || aboveNoiseDb < FAINT_ABOVE_NOISE_DB

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

/** The reply has put a question: whatever is said then is its answer. */
const asksSomething = (replyWords: string): boolean => /[?？]/u.test(replyWords)

const whileSpeaking = ({ speechMs, words }: BargeInFacts, level: Level): BargeInDecision => {
  const count = wordCount(words ?? '')
  if (count === 0) {
    return speechMs >= WORDLESS_MS
      ? { kind: 'resume', outcome: 'noise', reason: `${seconds(speechMs)} without a word` }
      : { kind: 'wait' }
  }
  const meant = !isBackchannel(words ?? '')
  const settledMs = isCall(words ?? '') ? UNREADABLE_MS : BRIEF_MS + HANGOVER_MS
  const readable = speechMs >= Math.max(settledMs, count * SHORTEST_WORD_MS)
  if (meant && readable && count >= level.words)
    return { kind: 'interrupt', reason: `${count} words` }
  // Who goes on and on with "yeah yeah okay" wants to say something after all.
  const patienceMs = meant ? level.meantAfterMs : 2 * level.meantAfterMs
  return speechMs >= patienceMs
    ? { kind: 'interrupt', reason: `${seconds(speechMs)} of speech` }
    : { kind: 'wait' }
}

const onceOver = (facts: BargeInFacts, level: Level): BargeInDecision => {
  const { words, evidence, replyWords, speechMs } = facts
  if (words === null) return { kind: 'wait' }
  const count = wordCount(words)
  if (count === 0) return { kind: 'resume', outcome: 'noise', reason: 'no words' }
  if (isBackchannel(words)) return { kind: 'resume', outcome: 'backchannel', reason: 'backchannel' }
  if (evidence !== null && count <= 2 && isFaint(evidence)) {
    return { kind: 'resume', outcome: 'noise', reason: 'hardly a voice' }
  }
  const calls = isCall(words) || asksSomething(replyWords) || orderOf(words) !== null
  const few = count === 1 || speechMs < BRIEF_MS
  return few && !(level.loneWordCounts && calls)
    ? {
        kind: 'resume',
        outcome: 'backchannel',
        reason: count === 1 ? 'one word' : `${count} words`,
      }
    : { kind: 'interrupt', reason: `${count} words` }
}

/**
 * Of a voice less than a second long nobody can be sure; the reply stands still until then.
 */
const SURE_OF_VOICE_MS = 1500

/** Only who asked, or is known as well, may have it end; anybody may say "stop", or "wait" and no more. */
const byStranger = ({ over, speechMs, words }: BargeInFacts): BargeInDecision => {
  if (over && isWaitOrder(words ?? '')) return { kind: 'interrupt', reason: 'asked to stop' }
  const known = over ? words !== null : speechMs >= SURE_OF_VOICE_MS
  return known ? { kind: 'resume', outcome: 'stranger', reason: 'another voice' } : { kind: 'wait' }
}

/** What to do about speech over a reply, from what is known of it now. */
export const decideBargeIn = (facts: BargeInFacts, policy: BargeInPolicy): BargeInDecision => {
  const level = LEVELS[policy.level]
  const words = facts.words ?? ''
  if (beginsWithStopOrder(words)) return { kind: 'interrupt', reason: 'asked to stop' }
  if (areOwnWords(words, facts.replyWords)) {
    return { kind: 'resume', outcome: 'echo', reason: 'its own words' }
  }
  const likeness = facts.evidence?.echoLikeness ?? 0
  if (facts.over && likeness >= ECHO_LIKENESS) {
    return {
      kind: 'resume',
      outcome: 'echo',
      reason: `sounds like the reply, ${likeness.toFixed(2)}`,
    }
  }
  if (facts.voice === 'stranger' && facts.askedBy === 'enrolled') return byStranger(facts)
  if (policy.level === 'easy' && facts.speechMs >= level.meantAfterMs) {
    return { kind: 'interrupt', reason: `${seconds(facts.speechMs)} of speech` }
  }
  return facts.over ? onceOver(facts, level) : whileSpeaking(facts, level)
}
