import { open, stat } from 'node:fs/promises'
import { startProgram, waitUntil } from '../child-process.ts'
import { fromPcm16 } from './wave-file.ts'

/**
 * A recording of both sides of a conversation.
 *
 * Invariants:
 * 1. Both channels come from one stream of the null sink's monitor: what stands at one index
 *    sounded at one moment.
 * 2. The recorder writes to a file by itself. A test process that computes for a second (a model
 *    that transcribes) loses no sample.
 */

export const RECORDING_RATE_HZ = 48_000
const BYTES_PER_FRAME = 4

export interface RecordedSound {
  readonly personChannel: Float32Array
  readonly loudspeakerChannel: Float32Array
  readonly sampleRateHz: number
  /**
   * When sample 0 sounded, on the clock of `Date.now()`: for laying the app's own marks beside the
   * sound. It is late by up to a block or two of 10 ms, so never use it where both ends are in the
   * recording.
   */
  readonly startedAtEpochMs: number
}

export interface Recording {
  /** Samples recorded by now. */
  readonly position: () => Promise<number>
  /** A part of what has been recorded; the indices are those of the whole recording. */
  readonly read: (fromSample: number, toSample?: number) => Promise<RecordedSound>
  /** Ends it and hands over the whole. */
  readonly stop: () => Promise<RecordedSound>
  /** Ends it and leaves what it recorded to the lab, which removes it. May be called again. */
  readonly end: () => Promise<void>
}

const sizeOf = async (file: string): Promise<number> =>
  stat(file).then(
    (status) => status.size,
    () => 0,
  )

/** Starts recording `device` (stereo: person left, loudspeaker right) into `file`. */
export const startRecording = async (
  device: string,
  file: string,
  env: NodeJS.ProcessEnv,
  latencyMs: number,
): Promise<Recording> => {
  const recorder = await startProgram(
    'parec',
    [
      '--raw',
      `--device=${device}`,
      '--format=s16le',
      `--rate=${RECORDING_RATE_HZ}`,
      '--channels=2',
      '--channel-map=front-left,front-right',
      `--latency-msec=${latencyMs}`,
      file,
    ],
    { env },
  )
  let startedAtEpochMs = Number.POSITIVE_INFINITY
  const position = async () => {
    const frames = Math.floor((await sizeOf(file)) / BYTES_PER_FRAME)
    // Pieces arrive late, never early: the earliest start that any look implies is the truest.
    const implied = Date.now() - (frames * 1000) / RECORDING_RATE_HZ
    if (frames > 0) startedAtEpochMs = Math.min(startedAtEpochMs, implied)
    return frames
  }
  const read = async (fromSample: number, toSample?: number): Promise<RecordedSound> => {
    const end = Math.min(toSample ?? Number.POSITIVE_INFINITY, await position())
    const handle = await open(file, 'r')
    try {
      const bytes = Buffer.alloc(Math.max(0, end - fromSample) * BYTES_PER_FRAME)
      await handle.read(bytes, 0, bytes.length, fromSample * BYTES_PER_FRAME)
      return {
        personChannel: fromPcm16(bytes, 0, 2),
        loudspeakerChannel: fromPcm16(bytes, 1, 2),
        sampleRateHz: RECORDING_RATE_HZ,
        startedAtEpochMs,
      }
    } finally {
      await handle.close()
    }
  }
  await waitUntil('the first recorded samples', async () =>
    (await position()) > 0 ? true : undefined,
  ).catch(async (failure: unknown) => {
    await recorder.stop()
    throw new Error(`the recorder said: ${recorder.output()}`, { cause: failure })
  })
  return {
    position,
    read,
    stop: async () => {
      await position()
      await recorder.stop()
      return read(0)
    },
    end: () => recorder.stop(),
  }
}
