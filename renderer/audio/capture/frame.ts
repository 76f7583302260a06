/** One audio frame of the microphone, 16 kHz mono, with what is known about its moment. */
export interface Frame {
  /** Consecutive for as long as the window lives. */
  readonly sequence: number
  /** `FRAME_SAMPLES` samples, -1 to 1. */
  readonly samples: Float32Array
  /** When its first sample reached the microphone, epoch ms. */
  readonly startedAtMs: number
  /** The app's own voice or earcon was audible meanwhile. */
  readonly playing: boolean
  /** Share of its sound that our own voice explains, 0 to 1; null where that was silent. */
  readonly echoLikeness: number | null
}
