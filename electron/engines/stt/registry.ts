import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineLine, EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { SpeechRecognizer, StreamingSpeech } from '../ports.ts'
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
    case 'sherpa-sense-voice':
      return (await import('./sherpa-sense-voice.ts')).loadSherpaSenseVoice(model)
    case 'sherpa-transducer':
      return (await import('./sherpa-transducer.ts')).loadSherpaTransducer(model)
    case 'sherpa-online-transducer':
      return (await import('./streamed-recognizer.ts')).streamedRecognizer(
        await openStreamingSpeech(model),
      )
    case 'scripted':
      return (await import('./scripted-recognizer.ts')).openScriptedRecognizer(model)
    default:
      throw new CodedFailure({ code: 'stt.failed', detail: `no such engine: ${model.engine}` })
  }
}

/**
 * Loads a model that tells words while they are spoken (`streaming` in the catalogue).
 * @throws CodedFailure `stt.failed` for an engine that cannot, and whatever the adapter throws
 */
export const openStreamingSpeech = async (model: EngineModel): Promise<StreamingSpeech> => {
  switch (model.engine) {
    case 'sherpa-online-transducer':
      return (await import('./sherpa-online-transducer.ts')).loadSherpaOnlineTransducer(model)
    case 'scripted':
      return (await import('./scripted-streaming-speech.ts')).openScriptedStreamingSpeech(model)
    default:
      throw new CodedFailure({ code: 'stt.failed', detail: `${model.engine} does not stream` })
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
