import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../../electron/contracts/audio.ts'
import type { SourceFrame, StartFrames } from './frame-source.ts'
import type { FrameProcessorOptions } from './frame-worklet.ts'
// oxlint-disable-next-line import/default -- the bundler answers with the built file's address
import workletUrl from './frame-worklet.ts?worker&url'

declare global {
  /** Chromium has it since 110; TypeScript's library does not. */
  interface AudioContextOptions {
    sinkId?: { readonly type: 'none' }
  }
}

/**
 * Frames by way of an AudioContext at 16 kHz, whose own resampler does the conversion. Without a
 * loudspeaker of its own the context runs where none is present, and it starts in 160 ms instead of
 * 970 (Electron 33, PulseAudio).
 */
export const startWorkletFrames: StartFrames = async (
  stream,
  onFrame,
  { frameSamples = FRAME_SAMPLES } = {},
) => {
  const context = new AudioContext({
    sampleRate: MICROPHONE_SAMPLE_RATE_HZ,
    latencyHint: 'interactive',
    sinkId: { type: 'none' },
  })
  try {
    await context.audioWorklet.addModule(workletUrl)
  } catch (thrown) {
    await context.close()
    throw thrown
  }
  const frames = new AudioWorkletNode(context, 'warbler-frames', {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions: { frameSamples } satisfies FrameProcessorOptions,
  })
  frames.port.addEventListener('message', ({ data }: MessageEvent<SourceFrame>) => onFrame(data))
  frames.port.start()
  context.createMediaStreamSource(stream).connect(frames)
  return () => void context.close()
}
