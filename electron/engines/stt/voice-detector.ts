/**
 * Tells speech from everything else, frame by frame, for one utterance at a time. Detection lags:
 * how far is a property of the detector, measured where it is made.
 */
export interface VoiceDetector {
  /** A frame of `FRAME_SAMPLES`; true while speech goes on. */
  accept(frame: Float32Array): boolean
  /** Speech may have begun up to this long before the first true. */
  readonly onsetLagSamples: number
  /** Speech ended at least this long before the first false. */
  readonly offsetLagSamples: number
  /** Forgets everything: the next frame is the first of another utterance. */
  reset(): void
}
