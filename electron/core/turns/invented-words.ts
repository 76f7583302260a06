import type { VoiceEvidence } from '../../contracts/audio.ts'
import { wordCount } from './short-answers.ts'

/**
 * Words that a recogniser made out of noise are told by the sound they came from, not by a list of
 * sentences: a voice is louder than its room, the detector is sure of it, and it says two to four
 * words a second.
 */
const UNSURE_PROBABILITY = 0.55
const ROOM_LEVEL_DB = 3
/** Nobody says more than eight words a second; a model that loses its thread writes dozens. */
const MOST_WORDS_PER_SECOND = 9
/** The shortest word takes about a tenth of a second. */
const SHORTEST_SPEECH_MS = 64

/** Whether the text was hardly spoken by anybody. Empty text was not invented. */
export const isInvented = (words: string, evidence: VoiceEvidence): boolean => {
  const count = wordCount(words)
  if (count === 0) return false
  const { meanProbability, aboveNoiseDb, speechMs } = evidence
  return (
    meanProbability < UNSURE_PROBABILITY ||
    aboveNoiseDb < ROOM_LEVEL_DB ||
    speechMs < SHORTEST_SPEECH_MS ||
    // Half a second of margin: the detector hears less of a word than was said of it.
    count > 1 + ((speechMs + 500) / 1000) * MOST_WORDS_PER_SECOND
  )
}
