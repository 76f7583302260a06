import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { loadSherpaRecognizer, modelFile } from './sherpa-recognizer.ts'

/** Whisper hears 30 s at a time; one second is left for its own end mark. */
const WINDOW_SECONDS = 29

/**
 * Whisper, any size. `options.language` is an ISO 639-1 code; without one the model finds out.
 * @throws CodedFailure as `loadSherpaRecognizer`
 */
export const loadSherpaWhisper = (model: EngineModel): Promise<SpeechRecognizer> =>
  loadSherpaRecognizer(model, {
    modelConfig: {
      whisper: {
        encoder: modelFile(model, 'encoder'),
        decoder: modelFile(model, 'decoder'),
        language: typeof model.options['language'] === 'string' ? model.options['language'] : '',
        task: 'transcribe',
      },
    },
    windowSeconds: WINDOW_SECONDS,
    // sherpa pads the sound by itself.
    tailSeconds: 0,
  })
