import { beforeEach, expect, test, vi } from 'vitest'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import {
  findModel,
  loadCatalogue,
  withRequirements,
} from '../../../electron/engines/models/catalogue.ts'
import { openSynthesizer } from '../../../electron/engines/tts/registry.ts'
import { NO_REPORT } from '../../support/engine-line.ts'

/** What sherpa-onnx is told of voices, against the settings of its own examples. */
interface Request {
  readonly text: string
  readonly sid: number
  readonly onProgress: (piece: { readonly samples: Float32Array }) => boolean
}
const sherpa = vi.hoisted(() => ({
  configs: [] as unknown[],
  speakers: [] as number[],
  /** Texts that have no sound. */
  unsayable: [] as string[],
}))

vi.mock('../../../electron/engines/sherpa.ts', () => ({
  requireFiles: () => Promise.resolve(),
  loadSherpa: () =>
    Promise.resolve({
      OfflineTts: {
        createAsync: (config: unknown) => {
          sherpa.configs.push(config)
          return Promise.resolve({
            sampleRate: 24_000,
            generateAsync: ({ text, sid, onProgress }: Request) => {
              sherpa.speakers.push(sid)
              if (sherpa.unsayable.includes(text)) {
                return Promise.reject(new Error('TTS generation produced no audio'))
              }
              if (text === 'break') return Promise.reject(new Error('out of memory'))
              onProgress({ samples: new Float32Array(2400).fill(0.5) })
              return Promise.resolve()
            },
          })
        },
      },
    }),
}))

beforeEach(() => {
  sherpa.configs.splice(0)
  sherpa.speakers.splice(0)
  sherpa.unsayable.splice(0)
})

const catalogue = loadCatalogue({})

const model = (id: string, options: Record<string, unknown> = {}): EngineModel => {
  const { engine, engineOptions } = findModel(catalogue, id)
  const outputs = withRequirements(catalogue, [id]).flatMap(
    (one) => findModel(catalogue, one).outputs,
  )
  const files = Object.fromEntries(outputs.map(({ key, name }) => [key, `/m/${name}`]))
  return { id, engine, files, options: { ...engineOptions, ...options }, threads: 2 }
}

const secondsOf = async (voice: Awaited<ReturnType<typeof openSynthesizer>>, text: string) => {
  let samples = 0
  const { signal } = new AbortController()
  for await (const piece of voice.synthesize(text, { speed: 1, signal })) {
    samples += piece.samples.length
  }
  return samples / 24_000
}

test('Kokoro speaks with the voice that the catalogue names first, in its language', async () => {
  await openSynthesizer(model('kokoro-82m'), NO_REPORT)
  expect(sherpa.configs).toEqual([
    {
      model: {
        kokoro: {
          model: '/m/model.onnx',
          voices: '/m/voices.bin',
          tokens: '/m/tokens.txt',
          dataDir: '/m/espeak-ng-data',
          lang: 'en-us',
        },
        numThreads: 2,
        provider: 'cpu',
        debug: 0,
      },
      maxNumSentences: 1,
    },
  ])
  expect(sherpa.speakers).toEqual([3])
})

test.each([
  ['bf_emma', 21, 'en'],
  ['ff_siwis', 30, 'fr'],
  ['pm_alex', 43, 'pt-br'],
  [28, 28, 'es'],
])('the voice %s of Kokoro is speaker %d and speaks %s', async (voice, speaker, lang) => {
  await openSynthesizer(model('kokoro-82m', { voice }), NO_REPORT)
  expect(sherpa.configs).toMatchObject([{ model: { kokoro: { lang } } }])
  expect(sherpa.speakers).toEqual([speaker])
})

test('Kokoro looks Chinese up in the lexicon, and reads the letters between as English', async () => {
  await openSynthesizer(model('kokoro-82m-zh'), NO_REPORT)
  expect(sherpa.configs).toMatchObject([
    { model: { kokoro: { lexicon: '/m/lexicon-zh.txt', lang: 'en-us' } } },
  ])
  expect(sherpa.speakers).toEqual([45])
})

test('a voice that a model does not have is refused, not spoken with another', async () => {
  await expect(
    openSynthesizer(model('kokoro-82m', { voice: 'zf_xiaobei' }), NO_REPORT),
  ).rejects.toMatchObject({
    error: { code: 'tts.failed', detail: expect.stringContaining('zf_xiaobei') },
  })
})

test('MeloTTS gets its lexicon and the rules that write numbers out', async () => {
  await openSynthesizer(model('melo-zh-en'), NO_REPORT)
  expect(sherpa.configs).toMatchObject([
    {
      model: { vits: { model: '/m/model.int8.onnx', lexicon: '/m/lexicon.txt' } },
      ruleFsts: '/m/phone.fst,/m/date.fst,/m/number.fst',
    },
  ])
})

test('one of several speakers of a Piper voice is picked by number, or by name where it has one', async () => {
  await openSynthesizer(model('piper-de-de-thorsten-medium', { voice: 5 }), NO_REPORT)
  const voices = [{ id: 'lada', language: 'uk-UA', speaker: 2 }]
  await openSynthesizer(model('piper-de-de-thorsten-medium', { voice: 'lada', voices }), NO_REPORT)
  expect(sherpa.speakers).toEqual([5, 2])
})

test('a voice whose language is not there is damaged, not mute', async () => {
  sherpa.unsayable.push('Hello.')
  await expect(openSynthesizer(model('kokoro-82m'), NO_REPORT)).rejects.toMatchObject({
    error: { code: 'model.damaged' },
  })
})

test('a text of which nothing can be said in this language makes no sound and no failure', async () => {
  const voice = await openSynthesizer(model('kokoro-82m'), NO_REPORT)
  sherpa.unsayable.push('你好')
  expect(await secondsOf(voice, '你好')).toBe(0)
  expect(await secondsOf(voice, 'Hello again.')).toBeGreaterThan(0.1)
})

test('whatever else goes wrong while it speaks is told', async () => {
  const voice = await openSynthesizer(model('kokoro-82m'), NO_REPORT)
  await expect(secondsOf(voice, 'break')).rejects.toMatchObject({ error: { code: 'tts.failed' } })
})
