import { FRAME_MS, FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import type { Frame } from '../../../renderer/audio/capture/frame.ts'

/** Frame `sequence`, taken `sequence` frames after the epoch; its samples name it. */
export const frameOf = (sequence: number, loudness = 0.1): Frame => ({
  sequence,
  samples: new Float32Array(FRAME_SAMPLES).fill(loudness),
  startedAtMs: sequence * FRAME_MS,
  playing: false,
  echoLikeness: null,
})
