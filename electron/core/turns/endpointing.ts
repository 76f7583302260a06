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
  /** The turn detector's probability that the person is done; null where it has not spoken. */
  readonly score: number | null
}

export interface EndpointDecision {
  /** Silence, counted from the end of speech, after which the turn is over, ms. */
  readonly silenceMs: number
  /** What it rests on, for the turn's record: "complete 0.94, sentence closed". */
  readonly reason: string
}

/**
 * How likely the words alone say that the person is done. The recogniser closes three of four
 * sentences that were broken off with a full stop, so a closed one is only a little likelier.
 */
const CLAUSE_PRIORS: Readonly<Record<ClauseState, number>> = {
  open: 0.06,
  unmarked: 0.4,
  closed: 0.62,
}
/** Where no detector is at work a closed sentence has to be believed. */
const CLOSED_ALONE = 0.7

const CLAUSE_WORDS: Readonly<Record<ClauseState, string>> = {
  open: 'open clause',
  unmarked: 'no full stop',
  closed: 'sentence closed',
}

const logit = (probability: number): number => {
  const bounded = Math.min(0.99, Math.max(0.01, probability))
  return Math.log(bounded / (1 - bounded))
}
const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

/** From here on the person is certainly done, and below this certainly not. */
const CERTAIN = 0.8
const SURELY_OPEN = 0.2

/** How likely the person is done, from the detector and the words together, 0 to 1. */
export const completeness = (clause: ClauseState | null, score: number | null): number => {
  if (clause === null) return score ?? 0.5
  if (score === null) return clause === 'closed' ? CLOSED_ALONE : CLAUSE_PRIORS[clause]
  return logistic(logit(score) + logit(CLAUSE_PRIORS[clause]))
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

/** The silence that ends this turn, and why. */
export const endpointAfter = (facts: PauseFacts, policy: EndpointingPolicy): EndpointDecision => {
  const words = facts.words?.trim() ?? null
  const clause = words === null || words === '' ? null : clauseStateOf(words, policy.language)
  const factor = PATIENCE_FACTORS[policy.patience]
  const own = withHabit(policy)
  // Without words the turn cannot be answered: what they say is waited for, whatever the score.
  const probability =
    words === null ? Math.min(0.5, facts.score ?? 0.5) : completeness(clause, facts.score)
  return {
    silenceMs: Math.round(silenceFor(words === '' ? 0.5 : probability, own) * factor),
    reason: [
      facts.score === null ? [] : [`complete ${facts.score.toFixed(2)}`],
      words === null
        ? ['no transcript yet']
        : clause === null
          ? ['no words']
          : [CLAUSE_WORDS[clause]],
    ]
      .flat()
      .join(', '),
  }
}
