import { isPlayableRate } from './sample-rates.ts'

/** A header may hold more than the format; the sound begins behind the tag `data`. */
const LONGEST_HEADER_BYTES = 4096
const PCM = 1
/** What describes PCM of many bits or channels says so inside; its plain form is the same. */
const EXTENSIBLE = 0xff_fe

type WavHeader =
  /** More bytes are needed to tell. */
  | { readonly kind: 'incomplete' }
  /** It does not begin like a WAV file. */
  | { readonly kind: 'none' }
  /** A WAV file of something else than 16-bit mono PCM. */
  | { readonly kind: 'other'; readonly detail: string }
  | { readonly kind: 'pcm'; readonly sampleRateHz: number; readonly bodyAt: number }

const ascii = (bytes: Uint8Array, at: number): string =>
  String.fromCodePoint(...bytes.subarray(at, at + 4))

/** Reads the header at the beginning of what has come so far. */
export const readWavHeader = (bytes: Uint8Array): WavHeader => {
  const begins = 'RIFF'.startsWith(ascii(bytes, 0))
  if (!begins) return { kind: 'none' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let format = { code: 0, channels: 0, sampleRateHz: 0, bits: 0 }
  for (let at = 12; at + 8 <= bytes.length;) {
    const tag = ascii(bytes, at)
    const size = view.getUint32(at + 4, true)
    if (tag === 'fmt ' && at + 24 <= bytes.length) {
      format = {
        code: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        sampleRateHz: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      }
    }
    if (tag === 'data') {
      const { code, channels, sampleRateHz, bits } = format
      const isPcm = (code === PCM || code === EXTENSIBLE) && channels === 1 && bits === 16
      return isPcm && isPlayableRate(sampleRateHz)
        ? { kind: 'pcm', sampleRateHz, bodyAt: at + 8 }
        : {
            kind: 'other',
            detail: `format ${code}, ${channels} channels, ${bits} bits, ${sampleRateHz} Hz`,
          }
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2)
    if (at > LONGEST_HEADER_BYTES) return { kind: 'other', detail: 'no data' }
  }
  return { kind: 'incomplete' }
}
