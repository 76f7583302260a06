import { readFile } from 'node:fs/promises'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import type { Sound } from './sound.ts'

/** The first channel of a FLAC file. Throws when it does not decode whole. */
export const readFlac = async (file: string): Promise<Sound> => {
  const decoder = new FLACDecoder()
  try {
    await decoder.ready
    const decoded = await decoder.decodeFile(await readFile(file))
    const samples = decoded.channelData[0]
    if (samples === undefined || decoded.errors.length > 0) throw new Error(`${file} is damaged`)
    return { samples, sampleRateHz: decoded.sampleRate }
  } finally {
    decoder.free()
  }
}
