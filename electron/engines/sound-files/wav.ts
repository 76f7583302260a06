import type { DecodedSound } from './sound.ts'

/** What the bytes are not; the reader of the file makes a coded error of it. */
export class SoundFormatError extends Error {}

type SampleReader = (view: DataView, at: number) => number

const FORMAT_PCM = 1
const FORMAT_FLOAT = 3
const FORMAT_EXTENSIBLE = 0xfffe

const integer24 = (view: DataView, at: number) =>
  (view.getInt8(at + 2) << 16) | view.getUint16(at, true)

/** By format code and bits per sample. Eight bits are unsigned, all wider ones signed. */
const SAMPLE_READERS: Readonly<Record<string, SampleReader>> = {
  [`${FORMAT_PCM}/8`]: (view, at) => (view.getUint8(at) - 128) / 0x80,
  [`${FORMAT_PCM}/16`]: (view, at) => view.getInt16(at, true) / 0x8000,
  [`${FORMAT_PCM}/24`]: (view, at) => integer24(view, at) / 0x80_0000,
  [`${FORMAT_PCM}/32`]: (view, at) => view.getInt32(at, true) / 0x8000_0000,
  [`${FORMAT_FLOAT}/32`]: (view, at) => view.getFloat32(at, true),
  [`${FORMAT_FLOAT}/64`]: (view, at) => view.getFloat64(at, true),
}

interface Format {
  readonly read: SampleReader
  readonly channelCount: number
  readonly sampleRateHz: number
  readonly bytesPerSample: number
}

const tag = (view: DataView, at: number) =>
  String.fromCodePoint(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)))

export const isWav = (bytes: Uint8Array): boolean => {
  if (bytes.length < 12) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return tag(view, 0) === 'RIFF' && tag(view, 8) === 'WAVE'
}

const readFormat = (view: DataView, at: number, size: number): Format => {
  if (size < 16) throw new SoundFormatError('the WAV format chunk is cut off')
  const code = view.getUint16(at, true)
  // The true code of an extensible format is the begin of its GUID.
  const format = code === FORMAT_EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : code
  const channelCount = view.getUint16(at + 2, true)
  const sampleRateHz = view.getUint32(at + 4, true)
  const bits = view.getUint16(at + 14, true)
  const read = SAMPLE_READERS[`${format}/${bits}`]
  if (!read) throw new SoundFormatError(`WAV format ${format} with ${bits} bits`)
  if (channelCount === 0) throw new SoundFormatError('WAV without channels')
  return { read, channelCount, sampleRateHz, bytesPerSample: bits / 8 }
}

const readSamples = (view: DataView, format: Format, start: number, end: number): DecodedSound => {
  const { read, channelCount, bytesPerSample, sampleRateHz } = format
  const frameBytes = bytesPerSample * channelCount
  const length = Math.floor((end - start) / frameBytes)
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from({ length }, (_, index) =>
      read(view, start + index * frameBytes + channel * bytesPerSample),
    ),
  )
  return { channels, sampleRateHz }
}

/**
 * RIFF/WAVE with PCM of 8 to 32 bits or floating point, plain or extensible. A data chunk without
 * its true length (a recorder that was killed, a pipe) goes to the end of the file.
 * @throws SoundFormatError
 */
export const decodeWav = (bytes: Uint8Array): DecodedSound => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let format: Format | null = null
  let at = 12
  while (at + 8 <= bytes.length) {
    const name = tag(view, at)
    const size = view.getUint32(at + 4, true)
    const start = at + 8
    const left = bytes.length - start
    if (name === 'fmt ') format = readFormat(view, start, Math.min(size, left))
    if (name === 'data') {
      if (!format) throw new SoundFormatError('WAV data without a format')
      const lengthUnknown = size === 0 || size > left
      return readSamples(view, format, start, lengthUnknown ? bytes.length : start + size)
    }
    // Chunks are padded to an even length.
    at = start + size + (size % 2)
  }
  throw new SoundFormatError('WAV without data')
}

const HEADER_BYTES = 44

/** A WAV file of 16-bit mono samples; what is louder than full scale is clipped. */
export const encodeWav16 = (samples: Float32Array, sampleRateHz: number): Uint8Array => {
  const bytes = new Uint8Array(HEADER_BYTES + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at)
  text(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, FORMAT_PCM, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  for (const [index, sample] of samples.entries()) {
    const clipped = Math.max(-1, Math.min(1, sample))
    view.setInt16(HEADER_BYTES + index * 2, Math.round(clipped * 0x7fff), true)
  }
  return bytes
}
