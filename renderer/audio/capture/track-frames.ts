import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../../electron/contracts/audio.ts'
import { systemClock } from '../clock.ts'
import { createResampler, type Resampler } from '../resampler.ts'
import { readBlocks } from './block-reader.ts'
import { createFrameAssembler } from './frame-assembler.ts'
import type { StartFrames } from './frame-source.ts'

/**
 * Chromium has it since 94; TypeScript's library does not.
 * https://www.w3.org/TR/2022/WD-mediacapture-transform-20220210/#track-processor
 */
declare class MediaStreamTrackProcessor {
  constructor(init: { readonly track: MediaStreamTrack; readonly maxBufferSize?: number })
  readonly readable: ReadableStream<AudioData>
}

/** 3 s of blocks of 10 ms: a window that rests, or stalls for that long, loses nothing. */
const MAXIMUM_BLOCKS = 300

/** Frames straight from the track, at whatever rate it has. */
export const startTrackFrames: StartFrames = async (
  stream,
  onFrame,
  { frameSamples = FRAME_SAMPLES, rest = () => null } = {},
) => {
  const [track] = stream.getAudioTracks()
  if (track === undefined) throw new DOMException('a stream without sound', 'NotFoundError')
  const processor = new MediaStreamTrackProcessor({ track, maxBufferSize: MAXIMUM_BLOCKS })
  const reader = processor.readable.getReader()
  let completedFrame = false
  const assemble = createFrameAssembler(frameSamples, (samples, endSample) => {
    completedFrame = true
    onFrame({ samples: samples.slice(), endSample })
  })
  let resampler: (Resampler & { readonly rateHz: number }) | null = null
  const read = async () => {
    const { value: block } = await reader.read()
    if (block === undefined) return null
    const { sampleRate: rateHz, numberOfFrames } = block
    if (resampler?.rateHz !== rateHz) {
      resampler = { ...createResampler(rateHz, MICROPHONE_SAMPLE_RATE_HZ), rateHz }
    }
    completedFrame = false
    assemble(resampler.push(firstChannel(block)))
    return { durationMs: (numberOfFrames / rateHz) * 1000, completedFrame }
  }
  // The stream ends with its track, whose end the microphone's keeper sees for itself.
  readBlocks({ clock: systemClock, read, rest }).catch(() => undefined)
  return () => void reader.cancel().catch(() => undefined)
}

const firstChannel = (block: AudioData): Float32Array => {
  const samples = new Float32Array(block.numberOfFrames)
  block.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
  block.close()
  return samples
}
