/** Root mean square of the samples, 0 to 1. */
export const rootMeanSquare = (samples: Float32Array): number => {
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(energy / samples.length)
}

/** What a meter shows: -60 dB is empty, -6 dB (a loud voice after gain control) is full. */
const METER_FLOOR_DB = -60
const METER_FULL_DB = -6

/** 0 to 1 for a meter, as the ear judges loudness. */
export const meterLevel = (rms: number): number => {
  const db = 20 * Math.log10(Math.max(rms, 1e-9))
  return Math.min(1, Math.max(0, (db - METER_FLOOR_DB) / (METER_FULL_DB - METER_FLOOR_DB)))
}
