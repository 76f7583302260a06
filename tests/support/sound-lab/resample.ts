import type { Sound } from './sound.ts'

/**
 * Half the sinc's length, in periods of the lower rate. Measured from 48 to 16 kHz: a tone at 9 kHz
 * comes back at -47 dB, at 10 kHz at -65, at 11 kHz at -76.
 */
const HALF_WIDTH = 16

/**
 * The sound at another rate, by a windowed sinc (Hann). It is done here and not in the sound
 * server, so that what is played is known to the sample and can be found again in a recording.
 */
export const resample = (sound: Sound, sampleRateHz: number): Sound => {
  if (sound.sampleRateHz === sampleRateHz) return sound
  const ratio = sampleRateHz / sound.sampleRateHz
  const cutoff = Math.min(1, ratio)
  const reach = HALF_WIDTH / cutoff
  const source = sound.samples
  const samples = new Float32Array(Math.round(source.length * ratio))
  for (let n = 0; n < samples.length; n++) {
    const centre = n / ratio
    const first = Math.max(0, Math.ceil(centre - reach))
    const last = Math.min(source.length - 1, Math.floor(centre + reach))
    let sum = 0
    for (let k = first; k <= last; k++) {
      const distance = (k - centre) * cutoff
      const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance)
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / HALF_WIDTH)
      sum += (source[k] ?? 0) * sinc * window * cutoff
    }
    samples[n] = sum
  }
  return { samples, sampleRateHz }
}
