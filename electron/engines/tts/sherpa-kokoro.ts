import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechSynthesizer } from '../ports.ts'
import { chosenVoice } from './chosen-voice.ts'
import { loadSherpaSynthesizer, modelFile } from './sherpa-synthesizer.ts'

/** Chinese characters are looked up in the lexicon, whatever the rest of a text is spoken as. */
const OTHERWISE = 'en-us'

/**
 * Kokoro v1.0: one network, many voices in several languages. `options.voice` names one of
 * `options.voices`; the language it speaks decides how letters become phonemes. Chinese needs the file
 * `lexicon`; without one sherpa-onnx passes over Chinese characters in silence.
 *
 * Measured (int8, two cores, otherwise idle): 1.0 s of work for a second of speech with 2 threads, 1.33
 * with one, Chinese a third more; a clause is heard when all of it is made.
 * @throws CodedFailure as `loadSherpaSynthesizer`, and `tts.failed` for a voice it does not have
 */
export const loadSherpaKokoro = async (model: EngineModel): Promise<SpeechSynthesizer> => {
  const voice = chosenVoice(model)
  const lexicon = model.files['lexicon']
  return loadSherpaSynthesizer(model, {
    modelConfig: {
      kokoro: {
        model: modelFile(model, 'model'),
        voices: modelFile(model, 'voices'),
        tokens: modelFile(model, 'tokens'),
        dataDir: modelFile(model, 'dataDir'),
        lang: voice?.phonemes ?? OTHERWISE,
        ...(lexicon === undefined ? {} : { lexicon }),
      },
    },
    speaker: voice?.speaker ?? 0,
    warmUpText: 'Hello.',
  })
}
