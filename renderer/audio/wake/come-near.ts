import type { Frame } from '../capture/frame.ts'
import { rootMeanSquare } from '../capture/level.ts'

/** As loud as a person at the desk is in their louder moments, root mean square. */
const AT_THE_DESK = 0.08
/**
 * 12 dB. Somebody across a room is as loud in it as the gain that a laptop's own driver would have added;
 * with 20 dB no more of them are heard.
 */
const MOST = 4
/** Of the loudness that is held in mind, for each frame of 32 ms: 10 dB in 2.2 s. */
const FADE = 0.983
/** What is quieter is silence (`detection/silence-gate`), and stays it: louder it would cost inference. */
const SILENT_RMS = 0.001

/**
 * Makes what comes from afar as loud as what is said at the desk, for the voice detector: Silero takes a
 * voice at -44 dB for one half as often as the same voice 12 dB louder. Loud sound turns it down at once,
 * quiet one up within seconds.
 */
export const createComeNear = (): ((frame: Frame) => Frame) => {
  let loudness = 0
  return (frame) => {
    const rms = rootMeanSquare(frame.samples)
    loudness = Math.max(rms, loudness * FADE)
    const gain = Math.min(MOST, AT_THE_DESK / loudness)
    if (rms < SILENT_RMS || gain <= 1) return frame
    return { ...frame, samples: frame.samples.map((sample) => sample * gain) }
  }
}
