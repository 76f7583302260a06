import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { MoonshineScorer } from './moonshine-scorer.ts'

/** How finely the beginning is looked for: eight places in 1.8 s. In 0.2 s steps it is missed. */
const STEP_SAMPLES = Math.round(0.16 * MICROPHONE_SAMPLE_RATE_HZ)
/** The shortest sound that a phrase fits into. */
const SHORTEST_SAMPLES = Math.round(0.6 * MICROPHONE_SAMPLE_RATE_HZ)
/** So near to the likeliest beginning is as likely: of those the latest is taken. */
const AS_LIKELY = 1
/**
 * Kept before it, for a phrase without its first sound is nearly as likely: of 73 phrases by 16 voices, 0.1 s
 * behind somebody else's words, none was cut, and 0.2 s before it were kept (19 of 20: at most 0.36 s).
 */
const LEAD_SAMPLES = Math.round(0.14 * MICROPHONE_SAMPLE_RATE_HZ)

/**
 * Where in a piece the phrase begins, as a sample: what was said before it belongs to nobody and is to be
 * forgotten. From there on the phrase is likeliest: words before it would be missing in the text, and a
 * phrase that is cut has too much. Takes about 90 ms, once for each time that it wakes.
 */
export const phraseBeginning = async (
  scorer: MoonshineScorer,
  samples: Float32Array,
  tokens: readonly number[],
): Promise<number> => {
  const looked: { readonly from: number; readonly likely: number }[] = []
  for (let from = 0; samples.length - from >= SHORTEST_SAMPLES; from += STEP_SAMPLES) {
    const score = await scorer.hear(samples.subarray(from))
    const [text] = await score([tokens])
    looked.push({ from, likely: text?.logProbability ?? -Infinity })
  }
  const likeliest = Math.max(...looked.map(({ likely }) => likely))
  const { from } = looked.findLast(({ likely }) => likely >= likeliest - AS_LIKELY) ?? { from: 0 }
  return Math.max(0, from - LEAD_SAMPLES)
}
