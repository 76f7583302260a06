import { startTrackFrames } from './track-frames.ts'
import { startWorkletFrames } from './worklet-frames.ts'

/** A frame as a source gives it: 32 ms at 16 kHz where nothing else was asked for. */
export interface SourceFrame {
  readonly samples: Float32Array
  /** Samples up to its end since the source began. */
  readonly endSample: number
}

interface FrameOptions {
  /** Samples of a frame. */
  readonly frameSamples?: number
  /** Whether sound may wait, and until when: see `Rest`. */
  readonly rest?: () => Promise<void> | null
}

/** Starts handing out a stream's frames; returns what stops it. */
export type StartFrames = (
  stream: MediaStream,
  onFrame: (frame: SourceFrame) => void,
  options?: FrameOptions,
) => Promise<() => void>

/**
 * Stream to frames.
 *
 * vad-web's `MicVAD` is not used for this: it hands out a frame only after inference, so a warm
 * stream would cost the model's work all day; its frames carry no time; and its worklet resamples
 * by averaging neighbours. Its model is used (`detection/silero.ts`).
 *
 * Samples come from the track itself where Chromium offers it, 30 ms after they were heard. Through
 * an AudioContext they take 60 to 100 ms: rendering in blocks of 32 ms, and a queue before it that
 * fills for good whenever the machine stalls (Electron 33, PulseAudio, two busy cores). That way is
 * kept for a Chromium without `MediaStreamTrackProcessor`, which no standard promises for sound. There it
 * never rests.
 *
 * Invariants:
 * 1. At most one stream gives frames: the one that `connect` was last called with.
 * 2. While none is connected nothing runs.
 */
interface FrameSource {
  readonly connect: (stream: MediaStream) => Promise<void>
  readonly disconnect: () => void
}

/** The best way of this Chromium to have a stream's frames. */
export const startFrames: StartFrames = (stream, onFrame, options) =>
  'MediaStreamTrackProcessor' in globalThis
    ? startTrackFrames(stream, onFrame, options)
    : startWorkletFrames(stream, onFrame, options)

export const createFrameSource = (
  onFrame: (frame: SourceFrame) => void,
  rest: () => Promise<void> | null,
): FrameSource => {
  let newest = 0
  let stop: (() => void) | null = null
  return {
    connect: async (stream) => {
      const mine = ++newest
      const onFrameOfThis = (frame: SourceFrame) => {
        if (mine === newest) onFrame(frame)
      }
      const stopThis = await startFrames(stream, onFrameOfThis, { rest })
      stop?.()
      stop = stopThis
    },
    disconnect: () => {
      newest++
      stop?.()
      stop = null
    },
  }
}
