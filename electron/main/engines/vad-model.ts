import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Silero's voice activity model, as `@ricky0123/vad-web` carries it. */
export const vadModelPath = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@ricky0123/vad-web')), 'silero_vad_v5.onnx')
