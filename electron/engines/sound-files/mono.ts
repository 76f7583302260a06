/** The mix must keep this share of the loudest channel; less means that channels cancel. */
const MINIMUM_SHARE = 0.4

const energy = (samples: Float32Array): number => {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return sum
}

const mix = (channels: readonly Float32Array[], length: number): Float32Array => {
  const mono = new Float32Array(length)
  for (const channel of channels) {
    for (let index = 0; index < length; index += 1) {
      mono[index] = (mono[index] ?? 0) + (channel[index] ?? 0) / channels.length
    }
  }
  return mono
}

/**
 * One channel of many: their mean; or the loudest alone, where the mean would lose it (a voice in
 * the centre of six channels, a microphone wired with opposite signs left and right).
 */
export const toMono = (channels: readonly Float32Array[]): Float32Array => {
  const [first, ...others] = channels
  if (!first) return new Float32Array()
  if (others.length === 0) return first
  const mono = mix(channels, first.length)
  const loudest = others.reduce(
    (best, channel) => (energy(channel) > energy(best) ? channel : best),
    first,
  )
  return energy(mono) < energy(loudest) * MINIMUM_SHARE ** 2 ? loudest : mono
}
