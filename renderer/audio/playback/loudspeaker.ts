/** The loudspeaker's side of the player; positions are samples of its own clock. */
export interface Loudspeaker {
  readonly sampleRateHz: number
  /** The first sample that can still be given sound. */
  readonly earliestSample: () => number
  /** The sample that is heard at this moment: what the device still holds back is left out. */
  readonly audibleSample: () => number
  /** Whether the machine has any loudspeaker at all: without one, Chromium plays into nothing. */
  readonly isPresent: () => Promise<boolean>
  /** A way into the loudspeaker that can be silenced on its own. */
  readonly openVoice: () => Voice
  /** Gets it going, and keeps it so for a while. Resolves when it runs. */
  readonly wake: () => Promise<void>
  /**
   * Starts over on whatever device there is. Already when this returns, the clock has begun anew and
   * voices opened before are void; resolves when it runs.
   */
  readonly rebuild: () => Promise<void>
}

export interface Voice {
  readonly play: (samples: Float32Array, startSample: number) => void
  /** Silence within `FADE_MS`, for good. */
  readonly silence: () => void
}

/** Short enough to be at once, long enough to make no click. */
export const FADE_MS = 8
