import type { SynthesizedAudio } from '../ports.ts'
import { readWavHeader } from './wav-header.ts'

const BYTES_PER_SAMPLE = 2
/** The first piece is heard as soon as it is there; later ones need not be so small. */
const FIRST_PIECE_MS = 60
const PIECE_MS = 240
/** Beginnings of MP3, Ogg, FLAC and EBML (WebM), which as PCM would be noise at full loudness. */
const COMPRESSED = ['ID3', 'OggS', 'fLaC', '\u001aE\u00df\u00a3'] as const

/**
 * Whether it begins with a frame of MP3 or AAC (ADTS), which have no mark in front of them. A voice that
 * begins with just these samples, a jump from silence, is not known of.
 */
const beginsWithFrame = ([sync = 0, kind = 0, rates = 0]: Uint8Array): boolean => {
  if (sync !== 0xff) return false
  const isAac = (kind & 0xf6) === 0xf0 && ((rates >> 2) & 0xf) <= 12
  const isMp3 =
    (kind & 0xe6) === 0xe2 &&
    (kind & 0x18) !== 0x08 &&
    ![0, 0xf].includes(rates >> 4) &&
    (rates & 0x0c) !== 0x0c
  return isAac || isMp3
}

const joined = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

/** In a plain loop: `Float32Array.from` takes 3 ms for 2 s of sound, before which nothing is heard, and this 0.2. */
const samplesOf = (bytes: Uint8Array): Float32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const samples = new Float32Array(bytes.length / BYTES_PER_SAMPLE)
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = view.getInt16(index * BYTES_PER_SAMPLE, true) / 0x80_00
  }
  return samples
}

interface Beginning {
  readonly sampleRateHz: number
  readonly bodyAt: number
}

/** null while too little has come to tell. */
const beginningOf = (
  bytes: Uint8Array,
  announcedRateHz: number,
  unreadable: (detail: string) => Error,
): Beginning | null => {
  if (bytes.length < 4) return null
  const begins = String.fromCodePoint(...bytes.subarray(0, 4))
  if (COMPRESSED.some((mark) => begins.startsWith(mark)) || beginsWithFrame(bytes)) {
    throw unreadable('it answered with compressed sound')
  }
  const header = readWavHeader(bytes)
  switch (header.kind) {
    case 'incomplete':
      return null
    case 'none':
      return { sampleRateHz: announcedRateHz, bodyAt: 0 }
    case 'other':
      throw unreadable(`it answered with a WAV file of ${header.detail}`)
    case 'pcm':
      return header
  }
}

interface PcmBody {
  readonly body: AsyncIterable<Uint8Array>
  /** Of raw PCM, which says nothing of itself. */
  readonly announcedRateHz: number
  /** Called for whatever comes. */
  readonly onBytes: () => void
  /** Makes the error that is thrown for a body that is something else. */
  readonly unreadable: (detail: string) => Error
}

/**
 * A body of 16-bit little-endian mono PCM as pieces of sound, the first one early. Some servers send a
 * WAV file though raw PCM was asked for: its header is read and not heard.
 * @throws what `unreadable` makes
 */
export const pcmPieces = async function* ({
  body,
  announcedRateHz,
  onBytes,
  unreadable,
}: PcmBody): AsyncGenerator<SynthesizedAudio, void> {
  let held: Uint8Array = new Uint8Array()
  let sampleRateHz: number | null = null
  let pieceMs = FIRST_PIECE_MS
  const take = (): Float32Array => {
    const length = held.length - (held.length % BYTES_PER_SAMPLE)
    const samples = samplesOf(held.subarray(0, length))
    held = held.slice(length)
    return samples
  }
  for await (const bytes of body) {
    onBytes()
    held = joined(held, bytes)
    if (sampleRateHz === null) {
      const beginning = beginningOf(held, announcedRateHz, unreadable)
      if (beginning === null) continue
      sampleRateHz = beginning.sampleRateHz
      held = held.slice(beginning.bodyAt)
    }
    const pieceBytes = Math.round((pieceMs / 1000) * sampleRateHz) * BYTES_PER_SAMPLE
    if (held.length < pieceBytes) continue
    yield { samples: take(), sampleRateHz }
    pieceMs = PIECE_MS
  }
  // What never became a whole header is no sound.
  if (sampleRateHz !== null && held.length >= BYTES_PER_SAMPLE) {
    yield { samples: take(), sampleRateHz }
  }
}
