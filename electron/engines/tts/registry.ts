import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { SpeechSynthesizer } from '../ports.ts'

/**
 * Loads the adapter that the model names, and nothing else: the native code of the others stays out.
 * @throws CodedFailure `tts.failed` for an unknown name, and whatever the adapter throws
 */
export const openSynthesizer = async (
  model: EngineModel,
  report: LineReport,
): Promise<SpeechSynthesizer> => {
  switch (model.engine) {
    case 'sherpa-piper':
      return (await import('./sherpa-piper.ts')).loadSherpaPiper(model)
    case 'provider-speech':
      return (await import('../provider/speech.ts')).openSpeech(model, report)
    case 'sherpa-kokoro':
      return (await import('./sherpa-kokoro.ts')).loadSherpaKokoro(model)
    case 'sherpa-melo':
      return (await import('./sherpa-melo.ts')).loadSherpaMelo(model)
    case 'scripted':
      return (await import('./scripted-synthesizer.ts')).openScriptedSynthesizer(model)
    default:
      throw new CodedFailure({ code: 'tts.failed', detail: `no such engine: ${model.engine}` })
  }
}
