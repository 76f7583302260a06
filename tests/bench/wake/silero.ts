import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { log } from '@ricky0123/vad-web/dist/logging'
import { Silero } from '@ricky0123/vad-web/dist/models/silero'
import * as ort from 'onnxruntime-web/wasm'
import type { SpeechModel } from '../../../renderer/audio/detection/speech-detector.ts'

/** The voice detector as the audio window loads it, from files instead of from the app's own scheme. */
export const loadSilero = async (): Promise<SpeechModel> => {
  // Standard output belongs to the figures.
  log.debug = () => undefined
  ort.env.logLevel = 'error'
  ort.env.wasm.numThreads = 1
  ort.env.wasm.proxy = false
  const folder = dirname(createRequire(import.meta.url).resolve('@ricky0123/vad-web'))
  const model = await Silero.new(ort, async () => {
    const bytes = await readFile(join(folder, 'silero_vad_v6.onnx'))
    return Uint8Array.from(bytes).buffer
  })
  return {
    reset: () => model.reset_state(),
    probability: async (samples) => (await model.process(samples)).isSpeech,
  }
}
