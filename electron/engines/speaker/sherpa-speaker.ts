import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeakerEncoder } from '../ports.ts'
import { loadOnnxRuntime, openSession } from '../onnx.ts'
import { loadSherpa, requireFiles } from '../sherpa.ts'

/** Shorter sound says nothing of a voice, and gives numbers all the same. */
const SHORTEST_SAMPLES = 0.3 * MICROPHONE_SAMPLE_RATE_HZ

/**
 * A speaker model in sherpa-onnx, on the calling thread: 11 ms for a second of sound, 70 to 85 MB.
 *
 * @throws CodedFailure `voices.model-missing`, `engine.native-module-missing`, `model.damaged`
 */
export const loadSherpaSpeaker = async (model: EngineModel): Promise<SpeakerEncoder> => {
  const path = model.files['model']
  if (path === undefined) {
    throw new CodedFailure({ code: 'voices.model-missing', detail: `${model.id} names no model` })
  }
  await requireFiles([path], 'voices.model-missing')
  // By a damaged one sherpa-onnx ends the process, and with it the wait for the phrase.
  await (await openSession(await loadOnnxRuntime(), path, model)).release()
  const { SpeakerEmbeddingExtractor: Extractor } = await loadSherpa()
  const open = () => {
    try {
      return new Extractor({ model: path, numThreads: model.threads, debug: 0, provider: 'cpu' })
    } catch (error) {
      const params = { model: model.id }
      throw new CodedFailure(
        { code: 'model.damaged', detail: String(error), params },
        { cause: error },
      )
    }
  }
  const extractor = open()
  return {
    id: model.id,
    encode: async (samples) => {
      if (samples.length < SHORTEST_SAMPLES) return null
      const stream = extractor.createStream()
      stream.acceptWaveform({ samples, sampleRate: MICROPHONE_SAMPLE_RATE_HZ })
      stream.inputFinished()
      return extractor.isReady(stream) ? unit(extractor.compute(stream, false)) : null
    },
    // Its memory goes with its last reference.
    dispose: () => Promise.resolve(),
  }
}

const unit = (numbers: Float32Array): Float32Array | null => {
  const length = Math.hypot(...numbers)
  return length > 0 && Number.isFinite(length) ? numbers.map((one) => one / length) : null
}
