interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

/** Between the replies of several turns, so that a listener hears where one ends. */
const PAUSE_SECONDS = 0.5

/** One sound out of the replies of several turns, in order. All have the voice's sample rate. */
export const joinReplies = (replies: readonly Sound[]): Sound => {
  const spoken = replies.filter(({ samples }) => samples.length > 0)
  const sampleRateHz = spoken[0]?.sampleRateHz ?? 16_000
  const pause = Math.round(PAUSE_SECONDS * sampleRateHz)
  const total = spoken.reduce((sum, { samples }) => sum + samples.length, 0)
  const joined = new Float32Array(total + Math.max(0, spoken.length - 1) * pause)
  let at = 0
  for (const { samples } of spoken) {
    joined.set(samples, at)
    at += samples.length + pause
  }
  return { samples: joined, sampleRateHz }
}
