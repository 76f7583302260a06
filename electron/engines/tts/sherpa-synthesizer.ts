import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechSynthesizer, SynthesizedAudio } from '../ports.ts'
import { loadSherpa, requireFiles } from '../sherpa.ts'
import { boundedTexts } from './bounded-texts.ts'
import { PieceQueue } from './piece-queue.ts'
import { pauseAfterMs } from './silence.ts'
import { trimPieces } from './trim-pieces.ts'

const SPEAKABLE = /[\p{L}\p{N}]/u
/** What sherpa-onnx throws where no letter of a text can be said in the voice's language. */
const NOTHING_SAID = /produced no audio/

/** What one family of voices needs beyond what all of them share. */
interface SherpaVoices {
  /** sherpa's name of the family and the settings below it. */
  readonly modelConfig: Readonly<Record<string, unknown>>
  /** Settings beside the model: rules that write numbers and dates out. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Number of the speaker. */
  readonly speaker: number
  /** Said once, unheard, in a language the voice speaks. */
  readonly warmUpText: string
}

/** The file of that name. @throws CodedFailure `tts.model-missing` */
export const modelFile = (model: EngineModel, name: string): string => {
  const path = model.files[name]
  if (path === undefined) {
    throw new CodedFailure({
      code: 'tts.model-missing',
      detail: `${model.id} has no file "${name}"`,
    })
  }
  return path
}

export const numberOption = (model: EngineModel, name: string, otherwise: number): number => {
  const value = model.options[name]
  return typeof value === 'number' ? value : otherwise
}

/**
 * Any voice of sherpa-onnx behind the port.
 * @throws CodedFailure `engine.native-module-missing`, `tts.model-missing`, `model.damaged`
 */
export const loadSherpaSynthesizer = async (
  model: EngineModel,
  { modelConfig, config, speaker, warmUpText }: SherpaVoices,
): Promise<SpeechSynthesizer> => {
  const sherpa = await loadSherpa()
  await requireFiles(Object.values(model.files), 'tts.model-missing')
  const tts = await sherpa.OfflineTts.createAsync({
    model: { ...modelConfig, numThreads: model.threads, provider: 'cpu', debug: 0 },
    maxNumSentences: 1,
    ...config,
  }).catch((error: unknown) => {
    throw new CodedFailure({ code: 'model.damaged', detail: String(error) }, { cause: error })
  })

  const generate = (text: string, speed: number, signal: AbortSignal) => {
    const queue = new PieceQueue<SynthesizedAudio>()
    tts
      .generateAsync({
        text,
        sid: speaker,
        speed,
        enableExternalBuffer: false,
        onProgress: ({ samples }) => {
          // Sentence by sentence: the first of several is heard while the next is made.
          queue.push({ samples: Float32Array.from(samples), sampleRateHz: tts.sampleRate })
          return !signal.aborted
        },
      })
      .then(
        () => queue.end(),
        (error: unknown) => (NOTHING_SAID.test(String(error)) ? queue.end() : queue.fail(error)),
      )
    return queue.read()
  }

  async function* speak(text: string, speed: number, signal: AbortSignal) {
    for (const part of boundedTexts(text)) {
      if (!signal.aborted) yield* generate(part, speed, signal)
    }
  }

  // Measured with Piper: without it the first clause takes 155 ms instead of 68.
  let warm = false
  try {
    for await (const piece of generate(warmUpText, 1, new AbortController().signal)) {
      warm ||= piece.samples.length > 0
    }
  } catch (error) {
    throw new CodedFailure({ code: 'model.damaged', detail: String(error) }, { cause: error })
  }
  // A voice without its language would pass over every text in silence.
  if (!warm) throw new CodedFailure({ code: 'model.damaged', detail: `${model.id} says nothing` })

  return {
    id: model.id,
    synthesize: async function* (text, { speed, signal }) {
      // Of a text without a word Piper makes a click.
      if (!SPEAKABLE.test(text)) return
      try {
        for await (const piece of trimPieces(speak(text, speed, signal), pauseAfterMs(text))) {
          if (signal.aborted) return
          yield piece
        }
      } catch (error) {
        throw new CodedFailure({ code: 'tts.failed', detail: String(error) }, { cause: error })
      }
    },
    // Native memory goes with the last reference: sherpa-onnx-node has no call for it.
    dispose: () => Promise.resolve(),
  }
}
