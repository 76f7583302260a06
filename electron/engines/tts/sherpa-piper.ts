import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechSynthesizer, SynthesizedAudio } from '../ports.ts'
import { loadSherpa, requireFiles, type SherpaTts } from '../sherpa.ts'
import { boundedTexts } from './bounded-texts.ts'
import { PieceQueue } from './piece-queue.ts'
import { pauseAfterMs } from './silence.ts'
import { trimPieces } from './trim-pieces.ts'

const SPEAKABLE = /[\p{L}\p{N}]/u
const WARM_UP_TEXT = 'Hello.'
/** Piper's own: how much its sound and its timing vary. */
const NOISE_SCALE = 0.667
const NOISE_SCALE_W = 0.8

const modelFile = (model: EngineModel, name: string): string => {
  const path = model.files[name]
  if (path === undefined) {
    throw new CodedFailure({
      code: 'tts.model-missing',
      detail: `${model.id} has no file "${name}"`,
    })
  }
  return path
}

const numberOption = (model: EngineModel, name: string, otherwise: number): number => {
  const value = model.options[name]
  return typeof value === 'number' ? value : otherwise
}

const load = async (model: EngineModel): Promise<SherpaTts> => {
  const sherpa = await loadSherpa()
  const files = {
    model: modelFile(model, 'model'),
    tokens: modelFile(model, 'tokens'),
    dataDir: modelFile(model, 'dataDir'),
  }
  await requireFiles(Object.values(files), 'tts.model-missing')
  const variation = numberOption(model, 'variation', 1)
  const noise = { noiseScale: NOISE_SCALE * variation, noiseScaleW: NOISE_SCALE_W * variation }
  try {
    return await sherpa.OfflineTts.createAsync({
      model: { vits: { ...files, ...noise }, numThreads: model.threads, provider: 'cpu', debug: 0 },
      maxNumSentences: 1,
    })
  } catch (error) {
    throw new CodedFailure({ code: 'model.damaged', detail: String(error) }, { cause: error })
  }
}

/**
 * A Piper voice (VITS). `options.voice` is the number of the speaker, where a model has several;
 * `options.variation` how lively it speaks: 1 is the voice's own, 0 says a text the same every time.
 * @throws CodedFailure `engine.native-module-missing`, `tts.model-missing`, `model.damaged`
 */
export const loadSherpaPiper = async (model: EngineModel): Promise<SpeechSynthesizer> => {
  const tts = await load(model)
  const sid = numberOption(model, 'voice', 0)

  const generate = (text: string, speed: number, signal: AbortSignal) => {
    const queue = new PieceQueue<SynthesizedAudio>()
    tts
      .generateAsync({
        text,
        sid,
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
        (error: unknown) => queue.fail(error),
      )
    return queue.read()
  }

  async function* speak(text: string, speed: number, signal: AbortSignal) {
    for (const part of boundedTexts(text)) {
      if (!signal.aborted) yield* generate(part, speed, signal)
    }
  }

  // Measured: without it the first clause takes 155 ms instead of 68.
  for await (const piece of generate(WARM_UP_TEXT, 1, new AbortController().signal)) void piece

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
