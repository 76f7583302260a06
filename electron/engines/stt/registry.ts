import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineLine, EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { SpeechRecognizer } from '../ports.ts'
import type { VoiceDetector } from './voice-detector.ts'

/**
 * Loads the adapter that the model names, and nothing else: the native code of the others stays out.
 * @throws CodedFailure `stt.failed` for an unknown name, and whatever the adapter throws
 */
export const openRecognizer = async (
  model: EngineModel,
  report: LineReport,
): Promise<SpeechRecognizer> => {
  switch (model.engine) {
    case 'sherpa-moonshine':
      return (await import('./sherpa-moonshine.ts')).loadSherpaMoonshine(model)
    case 'sherpa-whisper':
      return (await import('./sherpa-whisper.ts')).loadSherpaWhisper(model)
    case 'provider-transcription':
      return (await import('../provider/transcription.ts')).openTranscription(model, report)
    case 'scripted':
      return (await import('./scripted-recognizer.ts')).openScriptedRecognizer(model)
    default:
      throw new CodedFailure({ code: 'stt.failed', detail: `no such engine: ${model.engine}` })
  }
}

/**
 * Makes voice detectors, one per utterance.
 * @throws CodedFailure as `loadSileroDetectors`
 */
export const openDetectors = async (
  line: EngineLine,
  vadModelPath: string,
): Promise<() => VoiceDetector> => {
  // Tone speech is no speech to a real detector, and the scripted engine needs no files.
  if (line.every(({ engine }) => engine === 'scripted'))
    return (await import('./energy-detector.ts')).createEnergyDetector
  return (await import('./silero-detector.ts')).loadSileroDetectors(vadModelPath)
}
