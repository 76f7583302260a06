/** A sine of `frequencyHz`, half of full scale. */
export const tone = (frequencyHz: number, sampleRateHz: number, seconds: number): Float32Array =>
  Float32Array.from(
    { length: Math.round(sampleRateHz * seconds) },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * index) / sampleRateHz),
  )

/** How much of `frequencyHz` is in the samples: the amplitude of that sine (Goertzel). */
export const amplitudeAt = (
  samples: Float32Array,
  frequencyHz: number,
  sampleRateHz: number,
): number => {
  let real = 0
  let imaginary = 0
  for (const [index, sample] of samples.entries()) {
    const angle = (2 * Math.PI * frequencyHz * index) / sampleRateHz
    real += sample * Math.cos(angle)
    imaginary += sample * Math.sin(angle)
  }
  return (2 * Math.hypot(real, imaginary)) / samples.length
}

export interface WavOptions {
  readonly format: number
  readonly bits: number
  readonly channels: number
  readonly sampleRateHz: number
  readonly extensible?: boolean
  /** Chunks between `fmt ` and `data`, as name and bytes. */
  readonly chunks?: readonly (readonly [string, Uint8Array])[]
  /** What the data chunk says of its length, where that is not the truth. */
  readonly dataSize?: number
}

const put = (view: DataView, at: number, sample: number, { format, bits }: WavOptions): void => {
  if (format === 3 && bits === 64) view.setFloat64(at, sample, true)
  else if (format === 3) view.setFloat32(at, sample, true)
  else if (bits === 8) view.setUint8(at, Math.round(sample * 127) + 128)
  else if (bits === 16) view.setInt16(at, Math.round(sample * 0x7fff), true)
  else if (bits === 24) {
    const value = Math.round(sample * 0x7fffff)
    view.setUint16(at, value & 0xffff, true)
    view.setInt8(at + 2, value >> 16)
  } else view.setInt32(at, Math.round(sample * 0x7fffffff), true)
}

const chunk = (name: string, body: Uint8Array, size = body.length): Uint8Array => {
  const bytes = new Uint8Array(8 + body.length + (body.length % 2))
  bytes.set(new TextEncoder().encode(name))
  new DataView(bytes.buffer).setUint32(4, size, true)
  bytes.set(body, 8)
  return bytes
}

/** A WAV file of the same samples in every channel, written independently of the code under test. */
export const wavFile = (samples: Float32Array, options: WavOptions): Uint8Array => {
  const frameBytes = (options.bits / 8) * options.channels
  const format = new Uint8Array(options.extensible ? 40 : 16)
  const view = new DataView(format.buffer)
  view.setUint16(0, options.extensible ? 0xfffe : options.format, true)
  view.setUint16(2, options.channels, true)
  view.setUint32(4, options.sampleRateHz, true)
  view.setUint32(8, options.sampleRateHz * frameBytes, true)
  view.setUint16(12, frameBytes, true)
  view.setUint16(14, options.bits, true)
  if (options.extensible) {
    view.setUint16(16, 22, true)
    view.setUint16(18, options.bits, true)
    view.setUint16(24, options.format, true)
  }
  const data = new Uint8Array(samples.length * frameBytes)
  const dataView = new DataView(data.buffer)
  for (const [index, sample] of samples.entries()) {
    for (let channel = 0; channel < options.channels; channel += 1) {
      put(dataView, index * frameBytes + channel * (options.bits / 8), sample, options)
    }
  }
  const body = Buffer.concat([
    new TextEncoder().encode('WAVE'),
    chunk('fmt ', format),
    ...(options.chunks ?? []).map(([name, bytes]) => chunk(name, bytes)),
    chunk('data', data, options.dataSize),
  ])
  return chunk('RIFF', body)
}
