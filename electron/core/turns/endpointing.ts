import type { Patience } from '../../contracts/turn-feedback.ts'
import { clauseStateOf, type ClauseState } from './open-clause.ts'
import type { PauseHabit } from './pause-habit.ts'

/**
 * Endpointing: how long a silence must last before the person's turn counts as over. Pure functions
 * of timestamps, words and the turn detector's score. The speculation in `core/conversation` hides
 * most of the wait: the reply is generated and synthesised meanwhile and only held back.
 */
export interface EndpointingPolicy {
  /** Silence where everything says that the person is done, ms: the answer takes as long anyway. */
  readonly certainMs: number
  /** Silence where nothing tells either way, ms. */
  readonly unsureMs: number
  /** Silence where everything says that more is to come, ms. */
  readonly openMs: number
  /** BCP 47 tag of what is spoken: each language has its own words that go on. */
  readonly language: string
  readonly patience: Patience
  /** How this person pauses; null while too little is known. */
  readonly habit: PauseHabit | null
}

export const DEFAULT_ENDPOINTING: EndpointingPolicy = {
  certainMs: 360,
  unsureMs: 1050,
  openMs: 1600,
  language: 'en',
  patience: 'balanced',
  habit: null,
}

const PATIENCE_FACTORS: Readonly<Record<Patience, number>> = {
  quick: 0.75,
  balanced: 1,
  patient: 1.6,
}

/** What is known of a pause so far. */
export interface PauseFacts {
  /** The transcript up to the pause; null where it is not there yet. */
  readonly words: string | null
  /** The turn detector's probability, from the sound, that the person is done; null without. */
  readonly score: number | null
  /** The language model's probability, from the words, that a sentence ends there; null without. */
  readonly wordsScore: number | null
}

interface EndpointDecision {
  /** Silence, counted from the end of speech, after which the turn is over, ms. */
  readonly silenceMs: number
  /** What it rests on, for the turn's record: "complete 0.94, voice 0.97, sentence closed". */
  readonly reason: string
}

/*
 * How much each sign speaks for the end, as the logarithm of the odds, and added: the signs are of
 * different kinds. Each weighs what was measured of it.
 */

/**
 * The words by their form, where no model has read them. The recogniser closes three of four
 * sentences that were broken off with a full stop, so a closed one is only a little likelier.
 */
const CLAUSE_ODDS: Readonly<Record<ClauseState, number>> = {
  open: -2.7,
  unmarked: -0.4,
  closed: 0.85,
}

/**
 * The model's reading: whole requests 0.13 to 0.99, broken-off ones below 0.01; they meet at 0.06
 * ("What is twelve" has 0.04).
 */
const WORDS_MIDDLE = 0.06
const WORDS_BOUND = 4
/** Short answers are whole, and to a model of sentences they are none ("Yes" has 0.015). */
const SHORT_ANSWER_ODDS = 1.5
const SHORT_ANSWER =
  /^(?:yes|no|yeah|yep|nope|sure|okay|ok|please|yes please|no thanks|no thank you|thanks|thank you|hello|hi|hey|bye|goodbye|stop|maybe|never|是|不|不是|好|好的|对|谢谢|你好|再见)[\s,.!?。！？]*$/iu
/**
 * Whatever the model reads, a clause that is open by its form is no certain end: "I would like to know
 * him." (heard for "know, um,") had 0.97, and "I would like to know" 0.84: with 0.5 it was answered after
 * 0.9 s even of a person who had asked for patience.
 */
const OPEN_MOST = 0
/** A filler or "and" at the end, which no reading of the words makes whole. */
const FILLER_ODDS = -2.5
const ENDS_IN_FILLER =
  /(?:(?:^|[\s,])(?:um+|uh+|uhm|er+m?|hmm+|and|or|but)|嗯|呃|然后|还有)[\s,.…?!，。、？！-]*$/iu

/**
 * The ear: of finished turns 71 % score 0.9 or more and 11 % below 0.2, of unfinished ones 31 and
 * 44 %. More than that it must not weigh, however sure it seems.
 */
const EAR_WEIGHT = 0.3
const EAR_LEAST = -1.4
const EAR_MOST = 1.05

const bounded = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value))

const logit = (probability: number): number => {
  const inside = bounded(probability, 0.001, 0.999)
  return Math.log(inside / (1 - inside))
}
const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

const oddsOfWords = (words: string, wordsScore: number | null, language: string): number => {
  if (SHORT_ANSWER.test(words)) return SHORT_ANSWER_ODDS
  if (ENDS_IN_FILLER.test(words)) return FILLER_ODDS
  if (wordsScore === null) return CLAUSE_ODDS[clauseStateOf(words, language)]
  const read = bounded(
    Math.log(Math.max(wordsScore, 1e-6) / WORDS_MIDDLE),
    -WORDS_BOUND,
    WORDS_BOUND,
  )
  return clauseStateOf(words, language) === 'open' ? Math.min(read, OPEN_MOST) : read
}

const oddsOfEar = (score: number | null): number =>
  score === null ? 0 : bounded(EAR_WEIGHT * logit(score), EAR_LEAST, EAR_MOST)

/** How likely the person is done, from all that is known, 0 to 1. */
export const completeness = (
  { words, score, wordsScore }: PauseFacts,
  language: string,
): number => {
  const text = words?.trim() ?? ''
  return logistic(oddsOfEar(score) + (text === '' ? 0 : oddsOfWords(text, wordsScore, language)))
}

/** From here on the person is certainly done, and below this certainly not. */
const CERTAIN = 0.8
const SURELY_OPEN = 0.2

const CLAUSE_WORDS: Readonly<Record<ClauseState, string>> = {
  open: 'open clause',
  unmarked: 'no full stop',
  closed: 'sentence closed',
}

const between = (from: number, to: number, share: number): number => from + (to - from) * share

/** Silence for a probability: certain, unsure and open are joined by straight lines. */
const silenceFor = (probability: number, policy: EndpointingPolicy): number => {
  const { certainMs, unsureMs, openMs } = policy
  if (probability >= CERTAIN) return certainMs
  if (probability <= SURELY_OPEN) return openMs
  const middle = (CERTAIN + SURELY_OPEN) / 2
  return probability >= middle
    ? between(unsureMs, certainMs, (probability - middle) / (CERTAIN - middle))
    : between(openMs, unsureMs, (probability - SURELY_OPEN) / (middle - SURELY_OPEN))
}

/** A little more than nine of ten of this person's own pauses; never less than half a second. */
const HABIT_MARGIN_MS = 150
const SHORTEST_UNSURE_MS = 650
const LONGEST_UNSURE_MS = 2200

/** The policy for somebody who pauses so: only where it is unsure does their habit decide. */
const withHabit = (policy: EndpointingPolicy): EndpointingPolicy => {
  if (policy.habit === null) return policy
  const unsureMs = Math.min(
    LONGEST_UNSURE_MS,
    Math.max(SHORTEST_UNSURE_MS, policy.habit.longMs + HABIT_MARGIN_MS),
  )
  return { ...policy, unsureMs, openMs: Math.max(policy.openMs, unsureMs + 300) }
}

/** "complete 0.94, voice 0.97, words 0.61, sentence closed" */
const reasonOf = (facts: PauseFacts, probability: number, language: string): string => {
  const { score, wordsScore } = facts
  const words = facts.words?.trim() ?? null
  return [
    `complete ${probability.toFixed(2)}`,
    ...(score === null ? [] : [`voice ${score.toFixed(2)}`]),
    ...(wordsScore === null ? [] : [`words ${wordsScore.toFixed(2)}`]),
    words === null
      ? 'no transcript yet'
      : words === ''
        ? 'no words'
        : CLAUSE_WORDS[clauseStateOf(words, language)],
  ].join(', ')
}

/** The silence that ends this turn, and why. */
export const endpointAfter = (facts: PauseFacts, policy: EndpointingPolicy): EndpointDecision => {
  const probability = completeness(facts, policy.language)
  // Without words the turn cannot be answered: they are waited for, whatever the ear says.
  const hasWords = (facts.words?.trim() ?? '') !== ''
  const certainty = hasWords ? probability : Math.min(0.5, probability)
  const silenceMs = silenceFor(certainty, withHabit(policy)) * PATIENCE_FACTORS[policy.patience]
  return {
    silenceMs: Math.round(silenceMs),
    reason: reasonOf(facts, probability, policy.language),
  }
}
