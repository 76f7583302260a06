import type { WakeSensitivity } from '../../contracts/wake.ts'
import { findPhrase } from '../../core/wake/without-phrase.ts'
import type { PhraseDetector, SpeechRecognizer } from '../ports.ts'

/** How much what was written must sound like the phrase, 0 to 1. */
const LEAST: Readonly<Record<WakeSensitivity, number>> = {
  careful: 0.86,
  balanced: 0.78,
  eager: 0.72,
}
/** So much more likeness is one step of the logistic curve that a person is shown. */
const STEP = 0.04

/**
 * Finds phrases by reading what speech to text makes of a piece, for recognisers that cannot be asked how
 * likely a phrase is. How it is spelled does not count, how it sounds does (`core/wake/sounds`).
 */
export const createPhraseSpotter = (
  recognizer: SpeechRecognizer,
  phrases: readonly string[],
  sensitivity: WakeSensitivity,
): PhraseDetector => ({
  id: `spotter:${recognizer.id}`,
  // What is written for talk tells nothing of how likely the phrase was.
  tooCommon: [],
  find: async (samples, isPaused) => {
    const words = await recognizer.transcribe(samples, isPaused ? 'final' : 'partial')
    const found = findPhrase(words, phrases)
    if (found === null) return null
    const { phrase, likeness, rest } = found
    const spoken = Math.max(1, words.length)
    return {
      phrase,
      score: 1 / (1 + Math.exp((LEAST[sensitivity] - likeness) / STEP)),
      words,
      more: rest.trim() !== '' || !isPaused,
      fromSample: 0,
      toSample: Math.round((samples.length * (spoken - rest.length)) / spoken),
    }
  },
  dispose: () => recognizer.dispose(),
})
