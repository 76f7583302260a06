import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { loadSherpa, requireFiles } from '../sherpa.ts'
import { isTooLittle, withoutLoop } from './invented-text.ts'

/** What one family of models needs beyond what all of them share. */
interface SherpaFamily {
  /** sherpa's name of the family and the settings below it. */
  readonly modelConfig: Readonly<Record<string, unknown>>
  /** Longest sound that the model itself takes, tail included. */
  readonly windowSeconds: number
  /** Silence that is put behind every sound. */
  readonly tailSeconds: number
  /** Vocabulary, where it is another than the model's file; read while it loads. */
  readonly tokens?: string
  /** What sherpa's text means, where that is not what it says. */
  readonly readText?: (text: string) => string
}

/** The file of that name. @throws CodedFailure `stt.model-missing` */
export const modelFile = (model: EngineModel, name: string): string => {
  const path = model.files[name]
  if (path === undefined) {
    throw new CodedFailure({
      code: 'stt.model-missing',
      detail: `${model.id} has no file "${name}"`,
    })
  }
  return path
}

/**
 * Any batch model of sherpa-onnx behind the port.
 * @throws CodedFailure `engine.native-module-missing`, `stt.model-missing`, `model.damaged`
 */
export const loadSherpaRecognizer = async (
  model: EngineModel,
  family: SherpaFamily,
): Promise<SpeechRecognizer> => {
  const sherpa = await loadSherpa()
  await requireFiles(Object.values(model.files), 'stt.model-missing')
  const recognizer = await sherpa.OfflineRecognizer.createAsync({
    featConfig: { sampleRate: MICROPHONE_SAMPLE_RATE_HZ, featureDim: 80 },
    modelConfig: {
      ...family.modelConfig,
      tokens: family.tokens ?? modelFile(model, 'tokens'),
      numThreads: model.threads,
      provider: 'cpu',
      debug: 0,
    },
  }).catch((error: unknown) => {
    throw new CodedFailure({ code: 'model.damaged', detail: String(error) }, { cause: error })
  })
  const tailSamples = Math.round(family.tailSeconds * MICROPHONE_SAMPLE_RATE_HZ)
  const readText = family.readText ?? ((text: string) => text)
  const maximumSeconds = family.windowSeconds - family.tailSeconds

  return {
    id: model.id,
    maximumSeconds,
    partials: 'same',
    transcribe: async (samples) => {
      const seconds = samples.length / MICROPHONE_SAMPLE_RATE_HZ
      if (seconds > maximumSeconds) {
        // sherpa would print to stderr and answer with an empty text: words lost without a trace.
        throw new CodedFailure({
          code: 'stt.failed',
          detail: `${seconds.toFixed(1)} s of sound for a window of ${maximumSeconds} s`,
        })
      }
      const padded = new Float32Array(samples.length + tailSamples)
      padded.set(samples)
      const stream = recognizer.createStream()
      stream.acceptWaveform({ samples: padded, sampleRate: MICROPHONE_SAMPLE_RATE_HZ })
      const result = await recognizer.decodeAsync(stream).catch((error: unknown) => {
        throw new CodedFailure({ code: 'stt.failed', detail: String(error) }, { cause: error })
      })
      const tokens = withoutLoop(result.tokens, seconds + family.tailSeconds)
      const text = readText(tokens.length < result.tokens.length ? tokens.join('') : result.text)
      return isTooLittle(text, seconds) ? '' : text.trim()
    },
    // Native memory goes with the last reference: sherpa-onnx-node has no call for it.
    dispose: () => Promise.resolve(),
  }
}
