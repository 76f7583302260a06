import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { MPEGDecoder } from 'mpg123-decoder'
import type { DecodedSound } from './sound.ts'

const startsWith = (bytes: Uint8Array, text: string, at = 0) =>
  new TextEncoder().encode(text).every((byte, index) => bytes[at + index] === byte)

/** Length of an ID3v2 tag at the begin (ID3v2.4, 3.1), 0 where there is none. */
const id3Length = (bytes: Uint8Array): number => {
  if (!startsWith(bytes, 'ID3') || bytes.length < 10) return 0
  const size = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
  return 10 + size
}

export const isFlac = (bytes: Uint8Array): boolean => startsWith(bytes, 'fLaC', id3Length(bytes))

/** A tag, or eleven set bits (the sync of an MPEG audio frame) with a layer that is no reserved one. */
export const isMp3 = (bytes: Uint8Array): boolean => {
  const [first = 0, second = 0] = bytes
  const frame = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0
  return frame || id3Length(bytes) > 0
}

/** Damaged frames are left out; a file with none that is whole has no channels. */
export const decodeFlac = async (bytes: Uint8Array): Promise<DecodedSound> => {
  const decoder = new FLACDecoder()
  await decoder.ready
  try {
    const decoded = await decoder.decodeFile(bytes.subarray(id3Length(bytes)))
    return { channels: decoded.channelData, sampleRateHz: decoded.sampleRate }
  } finally {
    decoder.free()
  }
}

/** As `decodeFlac`, for MPEG layers 1 to 3. */
export const decodeMp3 = async (bytes: Uint8Array): Promise<DecodedSound> => {
  const decoder = new MPEGDecoder()
  await decoder.ready
  try {
    const decoded = decoder.decode(bytes)
    return { channels: decoded.channelData, sampleRateHz: decoded.sampleRate }
  } finally {
    decoder.free()
  }
}
