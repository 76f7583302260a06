import { readFile } from 'node:fs/promises'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { ErrorCode } from '../../contracts/errors.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import { decodeFlac, decodeMp3, isFlac, isMp3 } from './compressed.ts'
import { toMono } from './mono.ts'
import { resample } from './resample.ts'
import type { DecodedSound } from './sound.ts'
import { decodeWav, isWav, SoundFormatError } from './wav.ts'

interface Sound {
  /** Mono, 16 kHz, -1 to 1. */
  readonly samples: Float32Array
  readonly durationMs: number
}

/** Beyond these a header is damaged, not unusual. */
const LOWEST_RATE_HZ = 4000
const HIGHEST_RATE_HZ = 768_000

const refuse = (code: ErrorCode, file: string, cause: unknown): CodedFailure =>
  new CodedFailure({ code, detail: `${file}: ${String(cause)}`, params: { file } }, { cause })

/** What the system says of a name without a file: the last one where it is too long to be a name. */
const NOT_THERE: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']

const readBytes = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && NOT_THERE.includes(error.code)
    throw refuse(missing ? 'sound.not-found' : 'sound.unreadable', path, error)
  }
}

const decode = (bytes: Uint8Array): DecodedSound | Promise<DecodedSound> => {
  if (isWav(bytes)) return decodeWav(bytes)
  if (isFlac(bytes)) return decodeFlac(bytes)
  if (isMp3(bytes)) return decodeMp3(bytes)
  throw new SoundFormatError('neither WAV nor FLAC nor MP3')
}

const decodeFile = async (path: string, bytes: Uint8Array): Promise<DecodedSound> => {
  try {
    const sound = await decode(bytes)
    const { sampleRateHz, channels } = sound
    if (sampleRateHz < LOWEST_RATE_HZ || sampleRateHz > HIGHEST_RATE_HZ) {
      throw new SoundFormatError(`a sampling rate of ${sampleRateHz} Hz`)
    }
    if (channels.length === 0) throw new SoundFormatError('no channel could be decoded')
    return sound
  } catch (error) {
    throw refuse('sound.unreadable', path, error)
  }
}

const inRange = (sample: number) =>
  Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0

/**
 * A sound file as everything that hears wants it. WAV, FLAC or MP3, told by content and not by
 * name; any rate, any number of channels.
 * @throws CodedFailure `sound.not-found`, `sound.unreadable`, `sound.empty`, each with `params.file`
 */
export const readSoundFile = async (path: string): Promise<Sound> => {
  const bytes = await readBytes(path)
  if (bytes.length === 0) throw refuse('sound.empty', path, 'no bytes')
  const { channels, sampleRateHz } = await decodeFile(path, bytes)
  const mono = toMono(channels)
  if (mono.length === 0) throw refuse('sound.empty', path, 'no samples')
  const samples = resample(mono.map(inRange), sampleRateHz, MICROPHONE_SAMPLE_RATE_HZ)
  return { samples, durationMs: (mono.length / sampleRateHz) * 1000 }
}
