import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { loadSherpaRecognizer, modelFile } from './sherpa-recognizer.ts'

/** It hears minutes at a time; longer ones only cost memory here. */
const WINDOW_SECONDS = 60
/** As much as Whisper needs behind the last word; not measured, the model cannot be had everywhere. */
const TAIL_SECONDS = 0.5

/**
 * A transducer of NVIDIA NeMo: Parakeet TDT, which writes punctuation and finds out which of its 25
 * languages it hears. @throws CodedFailure as `loadSherpaRecognizer`
 */
export const loadSherpaTransducer = async (model: EngineModel): Promise<SpeechRecognizer> =>
  loadSherpaRecognizer(model, {
    modelConfig: {
      transducer: {
        encoder: modelFile(model, 'encoder'),
        decoder: modelFile(model, 'decoder'),
        joiner: modelFile(model, 'joiner'),
      },
      modelType: 'nemo_transducer',
    },
    windowSeconds: WINDOW_SECONDS,
    tailSeconds: TAIL_SECONDS,
  })
