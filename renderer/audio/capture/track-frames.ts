import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../../electron/contracts/audio.ts'
import { createResampler, type Resampler } from '../resampler.ts'
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

/** 3 s of blocks of 10 ms: a window that stalls for that long loses nothing. */
const MAXIMUM_BLOCKS = 300

/** Frames straight from the track, at whatever rate it has. */
export const startTrackFrames: StartFrames = async (
  stream,
  onFrame,
  frameSamples = FRAME_SAMPLES,
) => {
  const [track] = stream.getAudioTracks()
  if (track === undefined) throw new DOMException('a stream without sound', 'NotFoundError')
  const processor = new MediaStreamTrackProcessor({ track, maxBufferSize: MAXIMUM_BLOCKS })
  const reader = processor.readable.getReader()
  const assemble = createFrameAssembler(frameSamples, (samples, endSample) =>
    onFrame({ samples: samples.slice(), endSample }),
  )
  let resampler: (Resampler & { readonly rateHz: number }) | null = null
  const run = async () => {
    for (;;) {
      const { value: block } = await reader.read()
      if (block === undefined) return
      const { sampleRate: rateHz } = block
      if (resampler?.rateHz !== rateHz) {
        resampler = { ...createResampler(rateHz, MICROPHONE_SAMPLE_RATE_HZ), rateHz }
      }
      assemble(resampler.push(firstChannel(block)))
    }
  }
  // The stream ends with its track, whose end the microphone's keeper sees for itself.
  run().catch(() => undefined)
  return () => void reader.cancel().catch(() => undefined)
}

const firstChannel = (block: AudioData): Float32Array => {
  const samples = new Float32Array(block.numberOfFrames)
  block.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
  block.close()
  return samples
}
