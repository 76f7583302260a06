import type { SynthesizedAudio } from '../ports.ts'

const BYTES_PER_SAMPLE = 2
/** The first piece is heard as soon as it is there; later ones need not be so small. */
const FIRST_PIECE_MS = 60
const PIECE_MS = 240
const WAV_HEADER_BYTES = 44
/** A header may hold more than the format; the sound begins behind the tag `data`. */
const LONGEST_HEADER_BYTES = 4096

const ascii = (bytes: Uint8Array, at: number): string =>
  String.fromCodePoint(...bytes.subarray(at, at + 4))

const joined = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

interface Header {
  readonly sampleRateHz: number
  readonly bodyAt: number
}

/** null while it is not whole; `undefined` where it is no header. */
const headerOf = (bytes: Uint8Array): Header | null | undefined => {
  if (bytes.length < 4) return null
  if (ascii(bytes, 0) !== 'RIFF') return undefined
  if (bytes.length < WAV_HEADER_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sampleRateHz = 0
  for (let at = 12; at + 8 <= bytes.length && at < LONGEST_HEADER_BYTES;) {
    const size = view.getUint32(at + 4, true)
    if (ascii(bytes, at) === 'fmt ' && at + 16 <= bytes.length) {
      sampleRateHz = view.getUint32(at + 12, true)
    }
    if (ascii(bytes, at) === 'data') return { sampleRateHz, bodyAt: at + 8 }
    at += 8 + size
  }
  return bytes.length < LONGEST_HEADER_BYTES ? null : undefined
}

const samplesOf = (bytes: Uint8Array): Float32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from(
    { length: bytes.length / BYTES_PER_SAMPLE },
    (_, index) => view.getInt16(index * BYTES_PER_SAMPLE, true) / 0x80_00,
  )
}

/**
 * A body of 16-bit little-endian mono PCM as pieces of sound, the first one early. Some servers send a
 * WAV file though raw PCM was asked for: its header is read and not heard.
 * @param onBytes called for whatever comes
 */
export const pcmPieces = async function* (
  body: AsyncIterable<Uint8Array>,
  announcedRateHz: number,
  onBytes: () => void,
): AsyncGenerator<SynthesizedAudio, void> {
  let held: Uint8Array = new Uint8Array()
  let sampleRateHz: number | null = null
  let pieceMs = FIRST_PIECE_MS
  const take = (length: number): Float32Array => {
    const samples = samplesOf(held.subarray(0, length))
    held = held.slice(length)
    return samples
  }
  for await (const bytes of body) {
    onBytes()
    held = joined(held, bytes)
    if (sampleRateHz === null) {
      const header = headerOf(held)
      if (header === null) continue
      sampleRateHz = header?.sampleRateHz || announcedRateHz
      if (header !== undefined) held = held.slice(header.bodyAt)
    }
    const pieceBytes = Math.round((pieceMs / 1000) * sampleRateHz) * BYTES_PER_SAMPLE
    if (held.length < pieceBytes) continue
    yield { samples: take(held.length - (held.length % BYTES_PER_SAMPLE)), sampleRateHz }
    pieceMs = PIECE_MS
  }
  const rest = held.length - (held.length % BYTES_PER_SAMPLE)
  if (rest > 0) yield { samples: take(rest), sampleRateHz: sampleRateHz ?? announcedRateHz }
}
