import type { Frame } from '../capture/frame.ts'
import { rootMeanSquare } from '../capture/level.ts'

/**
 * Below -60 dB nothing is ever taken for speech (`core/turns/speech-segmenter.ts` has the same
 * limit), so the model need not be asked.
 */
const SILENT_RMS = 0.001
/** 384 ms: the model still sees the end of every word and the pause behind it. */
const GRACE_FRAMES = 12
/** What the model is shown of the silence, when sound comes, before the sound. */
const CONTEXT_FRAMES = 3

/**
 * Spares the model long silence: an open conversation in a quiet room waits without inference.
 *
 * @returns the frames that the model must see now, oldest first, the given one last; none where it
 *   lies in silence.
 */
export const createSilenceGate = (): ((frame: Frame) => readonly Frame[]) => {
  let silentFrames = 0
  let unseen: Frame[] = []
  return (frame) => {
    const silent = rootMeanSquare(frame.samples) < SILENT_RMS
    silentFrames = silent ? silentFrames + 1 : 0
    if (silentFrames > GRACE_FRAMES) {
      unseen = [...unseen.slice(1 - CONTEXT_FRAMES), frame]
      return []
    }
    const shown = [...unseen, frame]
    unseen = []
    return shown
  }
}
