/** Root mean square of the samples from `start` up to `end`; 1 is full scale. */
export const loudness = (samples: Float32Array, start = 0, end = samples.length): number => {
  let sum = 0
  for (const sample of samples.subarray(start, end)) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, end - start))
}

/** 30 ms at 16 kHz: longer than a pitch period, shorter than the gap between two words. */
const WINDOW_SAMPLES = 480
const STEP_SAMPLES = 80

/** Middle of the quietest 30 ms between `start` and `end`: where a cut hurts least. */
export const quietestPoint = (samples: Float32Array, start: number, end: number): number => {
  let best = { at: Math.floor((start + end) / 2), level: Infinity }
  for (let at = start; at + WINDOW_SAMPLES <= end; at += STEP_SAMPLES) {
    const level = loudness(samples, at, at + WINDOW_SAMPLES)
    if (level < best.level) best = { at: at + WINDOW_SAMPLES / 2, level }
  }
  return best.at
}
