import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechSynthesizer } from '../ports.ts'
import { loadSherpaSynthesizer, modelFile } from './sherpa-synthesizer.ts'

/**
 * MeloTTS (VITS with a lexicon in place of eSpeak), Chinese with English words in it. The files
 * `phone`, `date` and `number` are rules that write such things out as they are said.
 * @throws CodedFailure as `loadSherpaSynthesizer`
 */
export const loadSherpaMelo = async (model: EngineModel): Promise<SpeechSynthesizer> =>
  loadSherpaSynthesizer(model, {
    modelConfig: {
      vits: {
        model: modelFile(model, 'model'),
        tokens: modelFile(model, 'tokens'),
        lexicon: modelFile(model, 'lexicon'),
      },
    },
    config: { ruleFsts: ['phone', 'date', 'number'].map((name) => modelFile(model, name)).join() },
    speaker: 0,
    warmUpText: '你好。',
  })
