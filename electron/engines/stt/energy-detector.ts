import { FRAME_SAMPLES } from '../../contracts/audio.ts'
import { loudness } from './loudness.ts'
import type { VoiceDetector } from './voice-detector.ts'

/** -40 dBFS: what counts as speech to the detector of tests, where there is no model. */
const SPEECH_LOUDNESS = 0.01
/** So that the gaps between words are no pauses. */
const HANGOVER_FRAMES = 4

/** A test double without a model: whatever is loud is speech. */
export const createEnergyDetector = (): VoiceDetector => {
  let quietFrames = Infinity
  return {
    onsetLagSamples: FRAME_SAMPLES,
    offsetLagSamples: HANGOVER_FRAMES * FRAME_SAMPLES,
    accept: (frame) => {
      quietFrames = loudness(frame) >= SPEECH_LOUDNESS ? 0 : quietFrames + 1
      return quietFrames <= HANGOVER_FRAMES
    },
    reset: () => {
      quietFrames = Infinity
    },
  }
}
