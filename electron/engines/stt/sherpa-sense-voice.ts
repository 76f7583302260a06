import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { loadSherpaRecognizer, modelFile } from './sherpa-recognizer.ts'

/** Its makers' own limit; the segments that are cut here are far shorter. */
const WINDOW_SECONDS = 30
/** As much as Moonshine needs behind the last word; not measured, the model cannot be had everywhere. */
const TAIL_SECONDS = 0.4

/** What SenseVoice can be told to listen for; anything else it finds out itself. */
const LANGUAGES: readonly string[] = ['zh', 'en', 'ja', 'ko', 'yue']

/**
 * SenseVoice small: Chinese, Cantonese, English, Japanese, Korean. `options.language` is an ISO 639
 * code; without one the model finds out. It writes numbers and punctuation. The tags it puts before
 * a text (language, emotion, event) are taken off by sherpa-onnx, which drops the first four tokens.
 * @throws CodedFailure as `loadSherpaRecognizer`
 */
export const loadSherpaSenseVoice = async (model: EngineModel): Promise<SpeechRecognizer> => {
  const wanted = model.options['language']
  return loadSherpaRecognizer(model, {
    modelConfig: {
      senseVoice: {
        model: modelFile(model, 'model'),
        language: LANGUAGES.find((language) => language === wanted) ?? 'auto',
        useInverseTextNormalization: 1,
      },
    },
    windowSeconds: WINDOW_SECONDS,
    tailSeconds: TAIL_SECONDS,
  })
}
