import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { findModel, loadCatalogue } from '../../../electron/engines/models/catalogue.ts'
import { openRecognizer, openStreamingSpeech } from '../../../electron/engines/stt/registry.ts'
import { temporaryFolder } from '../models/world.ts'
import { NO_REPORT } from '../../support/engine-line.ts'

/**
 * What sherpa-onnx is told of models that cannot be had everywhere, against the settings of its own
 * examples (`nodejs-addon-examples`): a wrong key is passed over in silence or ends the process.
 */
const told = vi.hoisted(() => ({ configs: [] as unknown[] }))

vi.mock('../../../electron/engines/sherpa.ts', () => {
  const stream = { acceptWaveform: () => undefined }
  return {
    requireFiles: () => Promise.resolve(),
    loadSherpa: () =>
      Promise.resolve({
        OfflineRecognizer: {
          createAsync: (config: unknown) => {
            told.configs.push(config)
            return Promise.resolve({
              createStream: () => stream,
              decodeAsync: () => Promise.resolve({ text: ' 三个苹果。', tokens: ['三', '个'] }),
            })
          },
        },
        OnlineRecognizer: class {
          #steps = 0
          constructor(config: unknown) {
            told.configs.push(config)
          }
          createStream() {
            return stream
          }
          isReady() {
            return this.#steps < 2
          }
          decode() {
            this.#steps += 1
          }
          getResult() {
            return { text: ' AFTER EARLY NIGHTFALL', tokens: [] }
          }
        },
      }),
  }
})

beforeEach(() => void told.configs.splice(0))

const catalogue = loadCatalogue({})

const model = (id: string, options: Record<string, unknown> = {}): EngineModel => {
  const { engine, engineOptions, outputs } = findModel(catalogue, id)
  const files = Object.fromEntries(outputs.map(({ key, name }) => [key, `/m/${name}`]))
  return { id, engine, files, options: { ...engineOptions, ...options }, threads: 2 }
}

const features = { sampleRate: 16_000, featureDim: 80 }
const shared = { tokens: '/m/tokens.txt', numThreads: 2, provider: 'cpu', debug: 0 }

test('SenseVoice finds out the language and writes numbers', async () => {
  const recognizer = await openRecognizer(model('sense-voice-small'), NO_REPORT)
  expect(told.configs).toEqual([
    {
      featConfig: features,
      modelConfig: {
        senseVoice: {
          model: '/m/model.int8.onnx',
          language: 'auto',
          useInverseTextNormalization: 1,
        },
        ...shared,
      },
    },
  ])
  expect(await recognizer.transcribe(new Float32Array(16_000), 'final')).toBe('三个苹果。')
})

test.each([
  ['yue', 'yue'],
  ['de', 'auto'],
])('SenseVoice that is told %s listens for %s', async (language, expected) => {
  await openRecognizer(model('sense-voice-small', { language }), NO_REPORT)
  expect(told.configs).toMatchObject([{ modelConfig: { senseVoice: { language: expected } } }])
})

test('Parakeet is a transducer of NeMo', async () => {
  await openRecognizer(model('parakeet-tdt-0.6b-v3'), NO_REPORT)
  expect(told.configs).toEqual([
    {
      featConfig: features,
      modelConfig: {
        transducer: {
          encoder: '/m/encoder.int8.onnx',
          decoder: '/m/decoder.int8.onnx',
          joiner: '/m/joiner.int8.onnx',
        },
        modelType: 'nemo_transducer',
        ...shared,
      },
    },
  ])
})

test('every Whisper is told the same, with a vocabulary that is gone when it is loaded', async () => {
  const tokens = join(await temporaryFolder(), 'tokens.txt')
  await writeFile(tokens, `${Buffer.from('园').toString('base64')} 0\n`)
  const ids = ['whisper-base', 'whisper-small', 'whisper-medium', 'whisper-large-v3-turbo']
  for (const id of ids) {
    const whisper = model(id, { language: 'fr' })
    await openRecognizer({ ...whisper, files: { ...whisper.files, tokens } }, NO_REPORT)
  }
  expect(told.configs).toHaveLength(ids.length)
  const loaded = z.object({ modelConfig: z.object({ tokens: z.string(), whisper: z.unknown() }) })
  for (const config of told.configs) {
    const { modelConfig } = loaded.parse(config)
    expect(modelConfig.whisper).toEqual({
      encoder: '/m/encoder.int8.onnx',
      decoder: '/m/decoder.int8.onnx',
      language: 'fr',
      task: 'transcribe',
      tailPaddings: 50,
    })
    expect(modelConfig.tokens).not.toBe(tokens)
    expect(existsSync(modelConfig.tokens)).toBe(false)
  }
})

test('a streaming zipformer never ends an utterance by itself', async () => {
  await openStreamingSpeech(model('zipformer-streaming-en'))
  expect(told.configs).toEqual([
    {
      featConfig: features,
      modelConfig: {
        transducer: {
          encoder: '/m/encoder.onnx',
          decoder: '/m/decoder.onnx',
          joiner: '/m/joiner.onnx',
        },
        ...shared,
      },
      decodingMethod: 'greedy_search',
      enableEndpoint: 0,
    },
  ])
})

test('words that a model knows in capitals only are written small', async () => {
  const streaming = await openStreamingSpeech(model('zipformer-streaming-en'))
  expect(streaming.begin().accept(new Float32Array(5120))).toBe('after early nightfall')
})

test('a streaming model also takes a batch recogniser’s place', async () => {
  const recognizer = await openRecognizer(model('zipformer-streaming-zh'), NO_REPORT)
  expect(await recognizer.transcribe(new Float32Array(16_000), 'final')).toBe(
    'after early nightfall',
  )
})

test('an engine that does not stream is refused as a streaming one', async () => {
  await expect(openStreamingSpeech(model('whisper-base'))).rejects.toMatchObject({
    error: { code: 'stt.failed' },
  })
})
