import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechSynthesizer } from '../ports.ts'
import { loadSherpa, requireFiles } from '../sherpa.ts'
import { trimSpoken } from './spoken-sound.ts'

const fileOf = (model: EngineModel, name: string): string => {
  const path = model.files[name]
  if (path === undefined) {
    throw new CodedFailure({ code: 'tts.model-missing', detail: `${model.id} has no "${name}"` })
  }
  return path
}

/**
 * A Piper voice through sherpa-onnx (`vits`). The first synthesis allocates and is slow; it is done
 * here, on a word that nobody hears, so that no reply pays for it.
 * @throws CodedFailure `engine.native-module-missing`, `tts.model-missing`, `model.damaged`
 */
export const loadSherpaPiper = async (model: EngineModel): Promise<SpeechSynthesizer> => {
  const files = {
    model: fileOf(model, 'model'),
    tokens: fileOf(model, 'tokens'),
    dataDir: fileOf(model, 'dataDir'),
  }
  await requireFiles(Object.values(files), 'tts.model-missing')
  const sherpa = await loadSherpa()
  const voice = await sherpa.OfflineTts.createAsync({
    model: { vits: files, numThreads: model.threads, provider: 'cpu', debug: 0 },
    maxNumSentences: 1,
  }).catch((thrown: unknown) => {
    throw new CodedFailure(
      {
        code: 'model.damaged',
        detail: `${model.id}: ${String(thrown)}`,
        params: { model: model.id },
      },
      { cause: thrown },
    )
  })
  const speak = (text: string, speed: number, signal?: AbortSignal) =>
    voice.generateAsync({
      text,
      sid: 0,
      speed,
      enableExternalBuffer: false,
      onProgress: () => signal?.aborted !== true,
    })
  await speak('Hello.', 1)
  return {
    id: model.id,
    async *synthesize(text, { speed, signal }) {
      if (signal.aborted) return
      const { samples, sampleRate } = await speak(text, speed, signal)
      if (signal.aborted) return
      const spoken = trimSpoken(samples, sampleRate, text)
      if (spoken.length > 0) yield { samples: spoken, sampleRateHz: sampleRate }
    },
    dispose: async () => undefined,
  }
}
