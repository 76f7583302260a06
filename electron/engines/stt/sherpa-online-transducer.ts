import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { StreamingSpeech } from '../ports.ts'
import { loadSherpa, requireFiles } from '../sherpa.ts'
import { modelFile } from './sherpa-recognizer.ts'

/**
 * Silence that pushes the last sound through: a step of these models sees 45 frames of 10 ms, of which
 * 32 are new.
 */
const TAIL_SECONDS = 0.5

/** Models trained on LibriSpeech know capital letters only. */
const asWritten = (text: string): string =>
  /\p{Ll}/u.test(text) ? text.trim() : text.toLowerCase().trim()

/**
 * A streaming transducer (zipformer) of sherpa-onnx: one step for each 0.32 s of sound.
 * @throws CodedFailure `engine.native-module-missing`, `stt.model-missing`, `model.damaged`
 */
export const loadSherpaOnlineTransducer = async (model: EngineModel): Promise<StreamingSpeech> => {
  const sherpa = await loadSherpa()
  await requireFiles(Object.values(model.files), 'stt.model-missing')
  const config = {
    featConfig: { sampleRate: MICROPHONE_SAMPLE_RATE_HZ, featureDim: 80 },
    modelConfig: {
      transducer: {
        encoder: modelFile(model, 'encoder'),
        decoder: modelFile(model, 'decoder'),
        joiner: modelFile(model, 'joiner'),
      },
      tokens: modelFile(model, 'tokens'),
      numThreads: model.threads,
      provider: 'cpu',
      debug: 0,
    },
    decodingMethod: 'greedy_search',
    // When somebody is done is decided elsewhere; an endpoint would empty the stream.
    enableEndpoint: 0,
  }
  let recognizer
  try {
    recognizer = new sherpa.OnlineRecognizer(config)
  } catch (error) {
    throw new CodedFailure({ code: 'model.damaged', detail: String(error) }, { cause: error })
  }
  const online = recognizer

  return {
    id: model.id,
    begin: () => {
      const stream = online.createStream()
      const accept = (samples: Float32Array): string => {
        stream.acceptWaveform({ samples, sampleRate: MICROPHONE_SAMPLE_RATE_HZ })
        while (online.isReady(stream)) online.decode(stream)
        return asWritten(online.getResult(stream).text)
      }
      const tail = new Float32Array(TAIL_SECONDS * MICROPHONE_SAMPLE_RATE_HZ)
      return { accept, finish: () => accept(tail) }
    },
    // Native memory goes with the last reference: sherpa-onnx-node has no call for it.
    dispose: () => Promise.resolve(),
  }
}
