import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechSynthesizer } from '../ports.ts'
import { chosenVoice } from './chosen-voice.ts'
import { loadSherpaSynthesizer, modelFile, numberOption } from './sherpa-synthesizer.ts'

/** Piper's own: how much its sound and its timing vary. */
const NOISE_SCALE = 0.667
const NOISE_SCALE_W = 0.8

/**
 * A Piper voice (VITS). `options.voice` is the speaker, by name or number, where a model has several;
 * `options.variation` how lively it speaks: 1 is the voice's own, 0 says a text the same every time.
 * @throws CodedFailure as `loadSherpaSynthesizer`, and `tts.failed` for a voice it does not have
 */
export const loadSherpaPiper = async (model: EngineModel): Promise<SpeechSynthesizer> => {
  const variation = numberOption(model, 'variation', 1)
  return loadSherpaSynthesizer(model, {
    modelConfig: {
      vits: {
        model: modelFile(model, 'model'),
        tokens: modelFile(model, 'tokens'),
        dataDir: modelFile(model, 'dataDir'),
        noiseScale: NOISE_SCALE * variation,
        noiseScaleW: NOISE_SCALE_W * variation,
      },
    },
    speaker: chosenVoice(model)?.speaker ?? numberOption(model, 'voice', 0),
    warmUpText: 'Hello.',
  })
}
