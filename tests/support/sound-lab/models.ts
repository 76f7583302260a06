import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Voices and ears of the tests, straight from sherpa-onnx: apart from the app's own engines, so that
 * a fault in those cannot hide itself.
 */

const modelRoot = () =>
  process.env['WARBLER_MODELS'] ?? join(homedir(), '.cache', 'warbler', 'models')

const fileOf = (model: string, file: string): string => {
  const path = join(modelRoot(), model, file)
  if (!existsSync(path)) throw new Error(`${path} is missing: start the app or npm test once`)
  return path
}

/** Whether the models that `transcribe` and the voice `joe` need are on this machine. */
export const testModelsPresent = (): boolean =>
  ['moonshine-tiny-en', 'piper-en-us-joe-medium', 'espeak-ng-data'].every((model) =>
    existsSync(join(modelRoot(), model)),
  )

interface GeneratedSound {
  readonly samples: Float32Array
  readonly sampleRate: number
}
interface OfflineTts {
  readonly generateAsync: (request: {
    readonly text: string
    readonly sid: number
    readonly speed: number
    readonly enableExternalBuffer: boolean
  }) => Promise<GeneratedSound>
}
interface OfflineStream {
  readonly acceptWaveform: (sound: GeneratedSound) => void
}
interface OfflineRecognizer {
  readonly createStream: () => OfflineStream
  readonly decodeAsync: (stream: OfflineStream) => Promise<{ readonly text: string }>
}

/** What is used of the package, which has no types of its own. */
const packageSchema = z.object({
  OfflineTts: z.custom<{ createAsync: (configuration: object) => Promise<OfflineTts> }>(),
  OfflineRecognizer: z.custom<{
    createAsync: (configuration: object) => Promise<OfflineRecognizer>
  }>(),
})
const loadPackage = () => packageSchema.parse(createRequire(import.meta.url)('sherpa-onnx-node'))

/** The Piper voice joe. Takes a second. */
export const loadJoe = async (): Promise<OfflineTts> =>
  loadPackage().OfflineTts.createAsync({
    model: {
      vits: {
        model: fileOf('piper-en-us-joe-medium', 'model.onnx'),
        tokens: fileOf('piper-en-us-joe-medium', 'tokens.txt'),
        dataDir: fileOf('espeak-ng-data', 'espeak-ng-data'),
      },
      numThreads: 1,
    },
    maxNumSentences: 1,
  })

/**
 * Kokoro, all of its voices, by the letters-to-sounds rules of one language, Chinese by a list of words.
 * Takes four seconds.
 */
export const loadKokoro = async (language: 'en-us' | 'en' | 'cmn'): Promise<OfflineTts> =>
  loadPackage().OfflineTts.createAsync({
    model: {
      kokoro: {
        model: fileOf('kokoro-82m', 'model.onnx'),
        voices: fileOf('kokoro-82m', 'voices.bin'),
        tokens: fileOf('kokoro-82m', 'tokens.txt'),
        dataDir: fileOf('espeak-ng-data', 'espeak-ng-data'),
        lang: language === 'cmn' ? 'en-us' : language,
        ...(language === 'cmn' ? { lexicon: fileOf('kokoro-82m-zh', 'lexicon-zh.txt') } : {}),
      },
      numThreads: 1,
    },
    maxNumSentences: 1,
  })

/** Moonshine tiny, English. Takes half a second. */
export const loadMoonshine = async (): Promise<OfflineRecognizer> =>
  loadPackage().OfflineRecognizer.createAsync({
    featConfig: { sampleRate: 16_000, featureDim: 80 },
    modelConfig: {
      moonshine: {
        encoder: fileOf('moonshine-tiny-en', 'encoder_model.ort'),
        mergedDecoder: fileOf('moonshine-tiny-en', 'decoder_model_merged.ort'),
      },
      tokens: fileOf('moonshine-tiny-en', 'tokens.txt'),
      numThreads: 1,
    },
  })
