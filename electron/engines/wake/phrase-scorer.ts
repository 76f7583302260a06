import { usableSpellings } from '../../core/wake/spellings.ts'
import type { PhraseDetector } from '../ports.ts'
import type { MoonshineScorer } from './moonshine-scorer.ts'

/**
 * Finds a phrase by how likely it is for what was heard. Any phrase, at once: nothing is trained.
 *
 * @param scorer disposed of with the detector
 */
export const createPhraseScorer = (
  scorer: MoonshineScorer,
  phrases: readonly string[],
  id: string,
): PhraseDetector => {
  const texts = phrases.flatMap((phrase) =>
    usableSpellings(phrase).flatMap((spelling) => {
      const tokens = scorer.tokensOf(spelling)
      return tokens === null ? [] : [{ phrase, tokens }]
    }),
  )
  return {
    id: `scorer:${id}`,
    thresholds: {
      careful: scoreOf(CAREFUL),
      balanced: scoreOf(BALANCED),
      eager: scoreOf(EAGER),
    },
    find: async (samples, isPaused) => {
      if (texts.length === 0) return null
      const scored = await scorer.score(
        samples,
        texts.map(({ tokens }) => tokens),
      )
      const [best] = scored
        .map((score, at) => ({ ...score, phrase: texts[at]?.phrase ?? '' }))
        .toSorted((one, other) => other.logProbability - one.logProbability)
      if (best === undefined) return null
      return {
        phrase: best.phrase,
        score: scoreOf(best.logProbability),
        words: '',
        more: !isPaused || best.endProbability < ALONE,
        fromSample: 0,
        toSample: samples.length,
      }
    },
    dispose: () => scorer.dispose(),
  }
}

/** Logarithms of the phrase's probability from which it counts. */
const CAREFUL = -11
const BALANCED = -14
const EAGER = -17
/** Whether anything follows the phrase: the model's own end of text, or its mark. */
const ALONE = 0.2

/** A logarithm as something between 0 and 1 that a person can look at. */
const MIDDLE = BALANCED
const STEP = 3
const scoreOf = (logProbability: number): number =>
  1 / (1 + Math.exp((MIDDLE - logProbability) / STEP))
