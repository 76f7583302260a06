import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../child-process.ts'
import { locate } from './locate.ts'
import { RECORDING_RATE_HZ, type Recording } from './recording.ts'
import { resample } from './resample.ts'
import { peakOf, type Sound } from './sound.ts'
import { readSound } from './sound-file.ts'
import { toPcm16 } from './wave-file.ts'

/** Where a played sound lies in a recording: sample indices, ends exclusive. */
export interface PlayedAt {
  readonly startsAtSample: number
  readonly endsAtSample: number
  /** The first audible sample: a barge-in counts from here. */
  readonly soundStartsAtSample: number
  /** The end of what can be heard, trailing silence left out: latency counts from here. */
  readonly soundEndsAtSample: number
}

export interface PlayOptions {
  /** Who makes the sound; the loudspeaker only for calibration. */
  readonly at?: 'person' | 'loudspeaker'
  /** Falls silent when aborted; playing then rejects. */
  readonly signal?: AbortSignal
}

/**
 * A word is over where it has fallen 45 dB below its own peak. In a question by Piper that is 27 ms
 * after -30 dB and 15 ms before -60 dB: the choice moves a latency by no more than that.
 */
const AUDIBLE_BELOW_PEAK_DB = 45

/** Where the audible part of a sound begins and ends. */
export const audiblePart = (
  samples: Float32Array,
): { readonly start: number; readonly end: number } => {
  const peak = peakOf(samples)
  const amplitude = peak * 10 ** (-AUDIBLE_BELOW_PEAK_DB / 20)
  const audible = (sample: number) => peak > 0 && Math.abs(sample) >= amplitude
  return { start: Math.max(0, samples.findIndex(audible)), end: samples.findLastIndex(audible) + 1 }
}

/** The sound at the lab's rate. */
const prepare = async (source: string | Sound): Promise<Float32Array> => {
  const sound = typeof source === 'string' ? await readSound(source) : source
  return resample(sound, RECORDING_RATE_HZ).samples
}

/**
 * From a file and not through a pipe: pacat polls a pipe that was closed without pause, and took
 * 70 to 90 % of a core until the last sample had sounded, just when the answer is being made.
 */
const pour = async (samples: Float32Array, options: PlayOptions, env: NodeJS.ProcessEnv) => {
  const folder = await mkdtemp(join(tmpdir(), 'warbler-play-'))
  try {
    const file = join(folder, 'sound.raw')
    await writeFile(file, toPcm16(samples))
    await runProgram(
      'pacat',
      [
        '--playback',
        '--raw',
        `--device=${options.at ?? 'person'}`,
        '--format=s16le',
        `--rate=${RECORDING_RATE_HZ}`,
        '--channels=1',
        // With four busy loops on two cores, 4 of 10 clips had holes at 50 ms and none at 500,
        // which began 20 to 140 ms after the call and resolved within 10 ms of the last sample.
        '--latency-msec=500',
        file,
      ],
      { env, ...(options.signal ? { signal: options.signal } : {}) },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Plays a WAV or FLAC file or samples; resolves once the last sample has sounded. */
export const play = async (
  source: string | Sound,
  options: PlayOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> => pour(await prepare(source), options, env)

/** A client that starts on a busy machine has sounded within two seconds of being asked. */
const SEARCH_SAMPLES = RECORDING_RATE_HZ * 2
/** The recorder's file runs behind what sounds, never ahead: no more than this needs looking at. */
const SEARCH_BACK_SAMPLES = RECORDING_RATE_HZ / 10

/**
 * Plays and finds the sound in a recording that is under way. Rejects when it is not there.
 * The place is exact to the sample: it is found by what sounded, not by a clock.
 */
export const playInto = async (
  recording: Recording,
  source: string | Sound,
  options: PlayOptions,
  env: NodeJS.ProcessEnv,
): Promise<PlayedAt> => {
  const samples = await prepare(source)
  const from = Math.max(0, (await recording.position()) - SEARCH_BACK_SAMPLES)
  await pour(samples, options, env)
  const recorded = await recording.read(from, from + samples.length + SEARCH_SAMPLES)
  const heard = options.at === 'loudspeaker' ? recorded.loudspeakerChannel : recorded.personChannel
  const found = locate(heard, samples, 0, SEARCH_SAMPLES)
  if (found === null) throw new Error('what was played is not in the recording')
  const startsAtSample = from + found.atSample
  const audible = audiblePart(samples)
  return {
    startsAtSample,
    endsAtSample: startsAtSample + samples.length,
    soundStartsAtSample: startsAtSample + audible.start,
    soundEndsAtSample: startsAtSample + audible.end,
  }
}
