import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { EngineModel } from '../../electron/contracts/workers.ts'
import { modelsFolder } from '../../electron/engines/models/cache-location.ts'
import { speakInTones, understandTones } from '../../electron/engines/tone-speech.ts'
import { startFaultyProvider } from '../support/providers/faulty-provider.ts'
import { loopbackModel } from '../support/providers/loopback-models.ts'
import { findModel, loadCatalogue } from '../../electron/engines/models/catalogue.ts'
import { missingModel } from '../support/skip-because.ts'

const root = modelsFolder(process.env, process.platform, homedir())

export const vadModelPath = join(
  dirname(createRequire(import.meta.url).resolve('@ricky0123/vad-web')),
  'silero_vad_v5.onnx',
)

/** A voice and a recogniser that understand each other: what one says the other is asked about. */
interface SpeechPair {
  readonly name: string
  readonly recognizer: EngineModel
  readonly voice: EngineModel
  /** Share of words that may be wrong: none of a made-up language, some of a small model. */
  readonly wordErrorRate: number
  /** For engines behind a server: where the server is that the suite has started. */
  readonly at?: (baseUrl: string) => {
    readonly recognizer: EngineModel
    readonly voice: EngineModel
  }
  /** Noise that must not become text, root mean square: the detector without a model knows only loud. */
  readonly noise: number
}

export const scripted = (id: string): EngineModel => ({
  id,
  engine: 'scripted',
  files: {},
  options: {},
  threads: 1,
})

const voiceFolder = join(root, 'piper-en-us-joe-medium')
export const PIPER: EngineModel = {
  id: 'piper-en-us-joe-medium',
  engine: 'sherpa-piper',
  files: {
    model: join(voiceFolder, 'model.onnx'),
    tokens: join(voiceFolder, 'tokens.txt'),
    dataDir: join(root, 'espeak-ng-data', 'espeak-ng-data'),
  },
  // The same sound at every run.
  options: { variation: 0 },
  threads: 2,
}

const moonshineFolder = join(root, 'moonshine-tiny-en')
export const MOONSHINE: EngineModel = {
  id: 'moonshine-tiny-en',
  engine: 'sherpa-moonshine',
  files: {
    encoder: join(moonshineFolder, 'encoder_model.ort'),
    mergedDecoder: join(moonshineFolder, 'decoder_model_merged.ort'),
    tokens: join(moonshineFolder, 'tokens.txt'),
  },
  options: {},
  threads: 1,
}

const whisperFolder = join(root, 'whisper-base')
export const WHISPER: EngineModel = {
  id: 'whisper-base',
  engine: 'sherpa-whisper',
  files: {
    encoder: join(whisperFolder, 'encoder.int8.onnx'),
    decoder: join(whisperFolder, 'decoder.int8.onnx'),
    tokens: join(whisperFolder, 'tokens.txt'),
  },
  options: { language: 'en' },
  threads: 2,
}

/** The tone speech of the scripted pair, made and understood by a provider over HTTP. */
const behindServer = (baseUrl: string) => ({
  recognizer: loopbackModel('stt', baseUrl),
  voice: loopbackModel('tts', baseUrl),
})
const streamingServer = (baseUrl: string) => ({
  recognizer: loopbackModel('stt', baseUrl, {
    change: { stt: { model: 'test-model', languages: ['en'], streams: true } },
  }),
  voice: loopbackModel('tts', baseUrl),
})
export const startToneProvider = () =>
  startFaultyProvider({
    script: {
      transcribe: ({ samples, sampleRateHz }) => understandTones(samples, sampleRateHz),
      speak: ({ text }) => ({ samples: speakInTones(text, 24_000), sampleRateHz: 24_000 }),
    },
  })

const kokoroFolder = join(root, 'kokoro-82m')
export const KOKORO: EngineModel = {
  id: 'kokoro-82m',
  engine: 'sherpa-kokoro',
  files: {
    model: join(kokoroFolder, 'model.onnx'),
    voices: join(kokoroFolder, 'voices.bin'),
    tokens: join(kokoroFolder, 'tokens.txt'),
    dataDir: join(root, 'espeak-ng-data', 'espeak-ng-data'),
  },
  options: findModel(loadCatalogue({}), 'kokoro-82m').engineOptions,
  threads: 2,
}

export const KOKORO_CHINESE: EngineModel = {
  ...KOKORO,
  id: 'kokoro-82m-zh',
  files: { ...KOKORO.files, lexicon: join(root, 'kokoro-82m-zh', 'lexicon-zh.txt') },
  options: findModel(loadCatalogue({}), 'kokoro-82m-zh').engineOptions,
}

const zipformerFolder = join(root, 'zipformer-streaming-en')
export const ZIPFORMER: EngineModel = {
  id: 'zipformer-streaming-en',
  engine: 'sherpa-online-transducer',
  files: {
    encoder: join(zipformerFolder, 'encoder.onnx'),
    decoder: join(zipformerFolder, 'decoder.onnx'),
    joiner: join(zipformerFolder, 'joiner.onnx'),
    tokens: join(zipformerFolder, 'tokens.txt'),
  },
  options: {},
  threads: 1,
}

export const SPEECH_PAIRS: readonly SpeechPair[] = [
  {
    name: 'scripted',
    recognizer: scripted('scripted-recognizer'),
    voice: scripted('scripted-voice'),
    wordErrorRate: 0,
    noise: 0.005,
  },
  {
    name: 'a provider',
    ...behindServer('http://127.0.0.1:1/v1'),
    at: behindServer,
    wordErrorRate: 0,
    noise: 0.005,
  },
  {
    name: 'a provider that streams',
    ...streamingServer('http://127.0.0.1:1/v1'),
    at: streamingServer,
    wordErrorRate: 0,
    noise: 0.005,
  },
  // Measured on 80 sentences of this voice: 3 %.
  { name: 'moonshine', recognizer: MOONSHINE, voice: PIPER, wordErrorRate: 0.1, noise: 0.1 },
  { name: 'whisper', recognizer: WHISPER, voice: PIPER, wordErrorRate: 0.1, noise: 0.1 },
]

/** Tones are no speech to a real detector. */
export const detectedBy = ({ recognizer, at }: SpeechPair): EngineModel =>
  at === undefined ? recognizer : scripted('for its detector')

/** The reason for skipping what needs these models; null where all their files are there. */
export const missingFile = (...models: readonly EngineModel[]): string | null =>
  missingModel(models.flatMap(({ files }) => Object.values(files)))
