import { readFile, writeFile } from 'node:fs/promises'
import type { Sound } from './sound.ts'

/** 16-bit PCM, clipped to full scale. */
export const toPcm16 = (samples: Float32Array): Buffer => {
  const bytes = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, index) => {
    const value = Math.round(sample * 32_768)
    bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, value)), index * 2)
  })
  return bytes
}

/** One channel of interleaved 16-bit PCM. */
export const fromPcm16 = (bytes: Buffer, channel = 0, channels = 1): Float32Array => {
  const samples = new Float32Array(Math.floor(bytes.length / 2 / channels))
  for (let i = 0; i < samples.length; i++)
    samples[i] = bytes.readInt16LE((i * channels + channel) * 2) / 32_768
  return samples
}

/** A mono 16-bit WAV file's bytes. */
export const encodeWave = (sound: Sound): Buffer => {
  const pcm = toPcm16(sound.samples)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + pcm.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sound.sampleRateHz, 24)
  header.writeUInt32LE(sound.sampleRateHz * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(pcm.length, 40)
  return Buffer.concat([header, pcm])
}

/**
 * The first channel of a 16-bit WAV file. The support's own reader, apart from the app's, so that a
 * fault in the one cannot hide a fault in the other. Throws on anything else.
 */
export const decodeWave = (bytes: Buffer): Sound => {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('no WAV file')
  let format: { channels: number; sampleRateHz: number } | undefined
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (name === 'fmt ') {
      if (body.readUInt16LE(14) !== 16) throw new Error('only 16-bit WAV files are read here')
      format = { channels: body.readUInt16LE(2), sampleRateHz: body.readUInt32LE(4) }
    }
    if (name === 'data') {
      if (format === undefined) throw new Error('a WAV file without format')
      return { samples: fromPcm16(body, 0, format.channels), sampleRateHz: format.sampleRateHz }
    }
    at += 8 + length + (length % 2)
  }
  throw new Error('a WAV file without data')
}

export const readWave = async (file: string): Promise<Sound> => decodeWave(await readFile(file))

export const writeWave = async (file: string, sound: Sound): Promise<void> =>
  writeFile(file, encodeWave(sound))
