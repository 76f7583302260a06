import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { loadSherpaRecognizer, modelFile } from './sherpa-recognizer.ts'

/** Whisper hears 30 s at a time; one second is left for its own end mark. */
const WINDOW_SECONDS = 29
/**
 * Silence that sherpa puts behind the sound, in frames of 10 ms. Its own choice of 1000 makes a
 * sentence of 1.6 s take five times as long (base, int8, 2 threads: 1.17 s instead of 0.24). With
 * less, the model begins sentences anew; `withoutLoop` takes that off again.
 */
const TAIL_FRAMES = 50

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
        tailPaddings: TAIL_FRAMES,
      },
    },
    windowSeconds: WINDOW_SECONDS,
    // sherpa pads the sound by itself.
    tailSeconds: 0,
  })
