/** Zero crossings of the sinc on each side; 16 keep the stop band under -80 dB with this window. */
const ZERO_CROSSINGS = 16
/** Where the pass band ends, as a share of the lower Nyquist frequency: room for the filter's slope. */
const PASS_BAND = 0.92

const greatestCommonDivisor = (one: number, other: number): number =>
  other === 0 ? one : greatestCommonDivisor(other, one % other)

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Blackman; `x` from -1 to 1. */
const blackman = (x: number) =>
  0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x)

/** Weights of the input samples around an output sample that lies `fraction` behind one of them. */
const weights = (fraction: number, reach: number, cutoff: number): Float32Array => {
  const raw = Float64Array.from({ length: 2 * reach }, (_, index) => {
    const distance = index - reach + 1 - fraction
    return Math.abs(distance) < reach ? sinc(cutoff * distance) * blackman(distance / reach) : 0
  })
  const sum = raw.reduce((total, weight) => total + weight, 0)
  return Float32Array.from(raw, (weight) => weight / sum)
}

/**
 * Changes the sampling rate by windowed-sinc interpolation (J. O. Smith, "Digital Audio
 * Resampling"): band-limited, no delay, silence beyond both ends. Rates in Hz, whole numbers.
 */
export const resample = (samples: Float32Array, fromHz: number, toHz: number): Float32Array => {
  if (fromHz === toHz) return samples
  const divisor = greatestCommonDivisor(fromHz, toHz)
  const phases = toHz / divisor
  const step = fromHz / divisor
  const cutoff = Math.min(1, toHz / fromHz) * PASS_BAND
  const reach = Math.ceil(ZERO_CROSSINGS / cutoff)
  const tables: (Float32Array | undefined)[] = []

  const output = new Float32Array(Math.round((samples.length * toHz) / fromHz))
  for (let index = 0; index < output.length; index += 1) {
    const position = index * step
    const phase = position % phases
    const table = (tables[phase] ??= weights(phase / phases, reach, cutoff))
    const first = Math.floor(position / phases) - reach + 1
    let sum = 0
    const from = Math.max(0, -first)
    const until = Math.min(table.length, samples.length - first)
    for (let tap = from; tap < until; tap += 1)
      sum += (table[tap] ?? 0) * (samples[first + tap] ?? 0)
    output[index] = sum
  }
  return output
}
