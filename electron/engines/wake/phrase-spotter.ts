import { findPhrase } from '../../core/wake/without-phrase.ts'
import type { PhraseDetector, SpeechRecognizer } from '../ports.ts'

/**
 * Finds phrases by reading what speech to text makes of a piece: any phrase, at once, in every language
 * that the recogniser knows. How it is spelled does not count, how it sounds does (`core/wake/sounds`).
 */
export const createPhraseSpotter = (
  recognizer: SpeechRecognizer,
  phrases: readonly string[],
): PhraseDetector => ({
  id: `spotter:${recognizer.id}`,
  thresholds: { careful: 0.86, balanced: 0.78, eager: 0.7 },
  find: async (samples, isPaused) => {
    const words = await recognizer.transcribe(samples, isPaused ? 'final' : 'partial')
    const found = findPhrase(words, phrases)
    if (found === null) return null
    const { phrase, likeness, rest } = found
    const spoken = Math.max(1, words.length)
    return {
      phrase,
      score: likeness,
      words,
      more: rest.trim() !== '' || !isPaused,
      fromSample: 0,
      toSample: Math.round((samples.length * (spoken - rest.length)) / spoken),
    }
  },
  dispose: () => recognizer.dispose(),
})
