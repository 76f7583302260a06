import {
  isTooCommon,
  leastOver,
  ordinaryTalkOf,
  type OrdinaryTalk,
} from '../../core/wake/ordinary-talk.ts'
import { spellingsOf } from '../../core/wake/spellings.ts'
import type { PhraseDetector } from '../ports.ts'
import type { MoonshineScorer, ScoredText } from './moonshine-scorer.ts'
import { phraseBeginning } from './phrase-beginning.ts'

/**
 * What the logarithms must reach: of the whole phrase, of its least likely token, and how far it may lie
 * behind what the model would rather have written.
 */
interface Least {
  readonly whole: number
  readonly token: number
  readonly behind: number
}

/**
 * 1.4 h of recorded human speech scored -21.2 at its best, and in noise of 5 dB the phrase itself goes down
 * to -18; near-sounding phrases score -12 to -19 as well. What tells them apart is how they compare with
 * what the model would rather have written: in noise it is sure of nothing, of "Hey Walter" it is. Through
 * the app's own way (gate, hop), 42 clips of natural voices each, 243 near-sounding phrases by 12 voices, the
 * limit chosen on one half of the voices (6.5 % of near ones there, 3.8 % in the other half):
 *
 * | behind | clean | 10 dB | 5 dB | near ones taken |
 * |---|---|---|---|---|
 * | none | 42 | 39 | 35 | 55 (23 %) |
 * | -10 | 42 | 39 | 33 | 22 (9 %) |
 * | -7.5 | 42 | 39 | 32 | 13 (5 %), 8 of them "Hey, wobbler" |
 * | -6 | 39 | 39 | 31 | 12 (5 %) |
 *
 * Free decoding of the same sound, how likely that is and how much it sounds like the phrase, tells no more
 * and costs 60 ms: at 5 % of near ones as many are found. Without `behind`, `whole` would have to be -12.
 */
const LEAST: Least = { whole: -19, token: -8, behind: -7.5 }

/** So sure must the model be that nothing follows the phrase. */
const ALONE = 0.5

interface Spelled {
  readonly phrase: string
  readonly tokens: readonly number[]
}

/** 1.8 s of talk, as the worker looks at it, and the step from one look to the next. */
const LOOK_SAMPLES = 28_672
const STEP_SAMPLES = 14_336

/**
 * Finds a phrase by how likely it is for what was heard. Any phrase, at once: nothing is trained.
 *
 * @param scorer disposed of with the detector
 * @param talk ordinary talk, 16 kHz mono, that phrases must stand out from; null: taken on trust. Takes 25
 *   ms for each look of 1.8 s.
 */
export const createPhraseScorer = async (
  scorer: MoonshineScorer,
  phrases: readonly string[],
  { talk, id }: PhraseScorerOptions,
): Promise<PhraseDetector> => {
  const spelled = phrases.flatMap((phrase) =>
    spellingsOf(phrase).flatMap((spelling): Spelled[] => {
      const tokens = scorer.tokensOf(spelling)
      return tokens === null ? [] : [{ phrase, tokens }]
    }),
  )
  const usual =
    talk === null ? new Map<string, OrdinaryTalk>() : await inTalk(scorer, spelled, talk)
  const tooCommon = phrases.filter((phrase) => {
    const heard = usual.get(phrase)
    return heard !== undefined && isTooCommon(heard)
  })
  const texts = spelled.filter(({ phrase }) => !tooCommon.includes(phrase))
  const leastOf = (phrase: string): Least => {
    const { whole } = LEAST
    const heard = usual.get(phrase)
    return { ...LEAST, whole: heard === undefined ? whole : leastOver(heard, whole) }
  }
  return {
    id: `scorer:${id}`,
    tooCommon,
    find: async (samples, isPaused) => {
      if (texts.length === 0) return null
      const [best] = (await likelihoods(scorer, samples, texts))
        .map((one) => ({ ...one, score: scoreOf(one.text, leastOf(one.phrase)) }))
        .toSorted((one, other) => other.score - one.score)
      if (best === undefined) return null
      return {
        phrase: best.phrase,
        score: best.score,
        words: '',
        more: !isPaused || best.text.endProbability < ALONE,
        fromSample: 0,
        toSample: samples.length,
        begins: () => phraseBeginning(scorer, samples, best.tokens),
      }
    },
    dispose: () => scorer.dispose(),
  }
}

interface PhraseScorerOptions {
  readonly talk: Float32Array | null
  /** Of the recogniser. */
  readonly id: string
}

interface Likelihood {
  readonly phrase: string
  readonly tokens: readonly number[]
  readonly text: ScoredText
}

/** Spellings of one phrase are no further apart than 7; the least that counts is -20. */
const OUT_OF_REACH = -28

/**
 * How likely each spelling is. Where the first one of a phrase is out of reach, and that is so in nine of
 * ten looks at talk, the others need not be asked for: 20 ms a look instead of 38.
 */
const likelihoods = async (
  scorer: MoonshineScorer,
  samples: Float32Array,
  texts: readonly Spelled[],
): Promise<readonly Likelihood[]> => {
  const score = await scorer.hear(samples)
  const ask = async (some: readonly Spelled[]): Promise<readonly Likelihood[]> => {
    if (some.length === 0) return []
    const scored = await score(some.map(({ tokens }) => tokens))
    return scored.map((text, at) => ({ ...(some[at] ?? { phrase: '', tokens: [] }), text }))
  }
  const isFirst = ({ phrase }: Spelled, at: number) =>
    texts.findIndex((other) => other.phrase === phrase) === at
  const first = await ask(texts.filter(isFirst))
  const near = new Set(
    first.flatMap(({ phrase, text }) => (text.logProbability > OUT_OF_REACH ? [phrase] : [])),
  )
  const others = texts.filter((text, at) => !isFirst(text, at) && near.has(text.phrase))
  return [...first, ...(await ask(others))]
}

/** How likely each phrase is held to be in talk, by its best spelling. */
const inTalk = async (
  scorer: MoonshineScorer,
  spelled: readonly Spelled[],
  talk: Float32Array,
): Promise<ReadonlyMap<string, OrdinaryTalk>> => {
  const heard = new Map<string, number[]>(spelled.map(({ phrase }) => [phrase, []]))
  if (spelled.length === 0) return new Map()
  for (let from = 0; from + LOOK_SAMPLES <= talk.length; from += STEP_SAMPLES) {
    const piece = talk.subarray(from, from + LOOK_SAMPLES)
    const scored = await likelihoods(scorer, piece, spelled)
    for (const [phrase, values] of heard) {
      const own = scored.filter((one) => one.phrase === phrase)
      values.push(Math.max(...own.map(({ text }) => text.logProbability)))
    }
  }
  return new Map([...heard].map(([phrase, values]) => [phrase, ordinaryTalkOf(values)]))
}

/** So many logarithms beyond the least are one step of the logistic curve that a person is shown. */
const STEP_WHOLE = 4
const STEP_TOKEN = 2
const STEP_BEHIND = 3

/** 0.5 is the least that counts, of the criterion that is nearest to failing. */
const scoreOf = ({ logProbability, leastLikely, behindBest }: ScoredText, least: Least): number => {
  const margin = Math.min(
    (logProbability - least.whole) / STEP_WHOLE,
    (leastLikely - least.token) / STEP_TOKEN,
    (behindBest - least.behind) / STEP_BEHIND,
  )
  return 1 / (1 + Math.exp(-margin))
}
