import type { WakeSensitivity } from '../../contracts/wake.ts'
import { spellingsOf } from '../../core/wake/spellings.ts'
import type { PhraseDetector } from '../ports.ts'
import type { MoonshineScorer, ScoredText } from './moonshine-scorer.ts'

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
 */
const LEAST: Readonly<Record<WakeSensitivity, Least>> = {
  careful: { whole: -18, token: -8 },
  balanced: { whole: -20, token: -9 },
  eager: { whole: -21, token: -11 },
}

/** So sure must the model be that nothing follows the phrase. */
const ALONE = 0.5

/**
 * Finds a phrase by how likely it is for what was heard. Any phrase, at once: nothing is trained.
 *
 * @param scorer disposed of with the detector
 */
export const createPhraseScorer = (
  scorer: MoonshineScorer,
  phrases: readonly string[],
  sensitivity: WakeSensitivity,
  id: string,
): PhraseDetector => {
  const texts = phrases.flatMap((phrase) =>
    spellingsOf(phrase).flatMap((spelling) => {
      const tokens = scorer.tokensOf(spelling)
      return tokens === null ? [] : [{ phrase, tokens }]
    }),
  )
  const least = LEAST[sensitivity]
  return {
    id: `scorer:${id}`,
    find: async (samples, isPaused) => {
      if (texts.length === 0) return null
      const scored = await scorer.score(
        samples,
        texts.map(({ tokens }) => tokens),
      )
      const [best] = scored
        .map((text, at) => ({ text, phrase: texts[at]?.phrase ?? '', score: scoreOf(text, least) }))
        .toSorted((one, other) => other.score - one.score)
      if (best === undefined) return null
      return {
        phrase: best.phrase,
        score: best.score,
        words: '',
        more: !isPaused || best.text.endProbability < ALONE,
        fromSample: 0,
        toSample: samples.length,
      }
    },
    dispose: () => scorer.dispose(),
  }
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
