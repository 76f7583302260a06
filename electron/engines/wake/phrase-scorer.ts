import {
  isTooCommon,
  leastOver,
  ordinaryTalkOf,
  type OrdinaryTalk,
} from '../../core/wake/ordinary-talk.ts'
import { spellingsOf } from '../../core/wake/spellings.ts'
import { WAKE_SCORES } from '../../contracts/wake.ts'
import type { PhraseDetector } from '../ports.ts'
import type { MoonshineScorer, ScoredText } from './moonshine-scorer.ts'
import { phraseBeginning } from './phrase-beginning.ts'

/** What the logarithms must reach: of the whole phrase, and of its least likely token. */
interface Least {
  readonly whole: number
  readonly token: number
}

/**
 * 129 to 508 clips of "Hey Warbler" by 32 voices that nothing was made by, a condition; 96 near-sounding
 * ones by a poor voice; 1.4 h of recorded human speech, 8268 looks, of which the best scored -21.2:
 *
 * | whole, token | clean, neural voices | 10 dB | 5 dB | near ones taken | human speech |
 * |---|---|---|---|---|---|
 * | -20, -8 | 100 % | | | 3 % | 0 |
 * | -20, -9 | 100 % | 94 % | 97 % | 13 % | 0 |
 * | -18, none | 100 % | 90 % | 87 % | 20 % | 0 |
 *
 * Through the app's own way (gate, hop), 17 voices: -20/-9 found 97 % at 10 dB and 87 % at 5 dB and took 23
 * of 64 near-sounding phrases ("Hey Walter", "Hey walrus"), -18/-8 97 %, 80 % and 16. Between the two.
 */
const LEAST: Least = { whole: -19, token: -8 }

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
    const { whole, token } = LEAST
    const heard = usual.get(phrase)
    return { whole: heard === undefined ? whole : leastOver(heard, whole), token }
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
        fromSample:
          best.score < WAKE_SCORES.eager ? 0 : await phraseBeginning(scorer, samples, best.tokens),
        toSample: samples.length,
      }
    },
    dispose: () => scorer.dispose(),
  }
}

export interface PhraseScorerOptions {
  readonly talk: Float32Array | null
  /** Of the recogniser. */
  readonly id: string
}

interface Likelihood {
  readonly phrase: string
  readonly tokens: readonly number[]
  readonly text: ScoredText
}

/** Spellings of one phrase are no further apart than 7; the least that counts is -21. */
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

/** 0.5 is the least that counts, of the criterion that is nearer to failing. */
const scoreOf = ({ logProbability, leastLikely }: ScoredText, least: Least): number => {
  const margin = Math.min(
    (logProbability - least.whole) / STEP_WHOLE,
    (leastLikely - least.token) / STEP_TOKEN,
  )
  return 1 / (1 + Math.exp(-margin))
}
