import { describe, expect, it } from 'vitest'
import type { ModelKind, ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { conversationLanguage } from '../../../electron/core/agent/language.ts'
import { DEFAULT_POLICY, policyFor } from '../../../electron/core/conversation/policy.ts'
import { findModel, loadCatalogue } from '../../../electron/engines/models/catalogue.ts'
import { Messages } from '../../../electron/main/messages.ts'
import { promptFor } from '../../../electron/main/conversation/prompt.ts'
import { createEngineSet } from '../../../electron/main/engines/engine-set.ts'
import { engineModelsOf } from '../../../electron/main/model-selection.ts'
import { createWorkerWorld } from '../../support/in-memory-process.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { NO_EXTRAS, UNFOLLOWED } from '../../support/engine-line.ts'

const model = (...languages: readonly string[]): EngineModel => ({
  id: languages.join(),
  engine: 'scripted',
  files: {},
  options: {},
  threads: 1,
  languages,
})

describe('the language of the conversation', () => {
  it.each([
    [['en-US'], ['en'], 'en-US'],
    [['zh-CN'], ['mul'], 'zh-CN'],
    [['mul'], ['de'], 'de'],
    [['mul'], ['mul'], 'en'],
    [[], [], 'en'],
  ])('with a voice for %j and a recogniser for %j is %s', (voice, recognizer, language) => {
    expect(conversationLanguage(voice, recognizer)).toBe(language)
  })

  it('is English with the models that are chosen by default', () => {
    const catalogue = loadCatalogue({})
    const kindOf = (kind: ModelKind) =>
      catalogue.models.find((entry) => entry.kind === kind)?.id ?? `no ${kind}`
    const choice = { stt: kindOf('stt'), llm: kindOf('llm'), tts: kindOf('tts') }
    const { stt, tts } = engineModelsOf({
      snapshot: () => ({ choice, models: [] }) as unknown as ModelsSnapshot,
      entry: (id) => findModel(catalogue, id),
      paths: () => ({}),
    })
    expect(conversationLanguage(tts?.languages ?? ['nothing'], stt?.languages ?? [])).toBe('en-US')
  })

  it('has its words told as they are spoken by a model that was fetched for that', () => {
    const catalogue = loadCatalogue({})
    const choice = { stt: 'moonshine-tiny-en', llm: 'qwen2.5-0.5b', tts: 'piper-en-us-joe-medium' }
    const streamingOf = (...ready: readonly string[]) =>
      engineModelsOf({
        snapshot: () =>
          ({
            choice,
            models: ready.map((id) => ({ id, state: 'ready' })),
          }) as unknown as ModelsSnapshot,
        entry: (id) => findModel(catalogue, id),
        paths: () => ({}),
      }).streaming?.id ?? null
    expect(streamingOf('moonshine-tiny-en')).toBeNull()
    expect(streamingOf('zipformer-streaming-zh')).toBeNull()
    expect(streamingOf('zipformer-streaming-zh', 'zipformer-streaming-en')).toBe(
      'zipformer-streaming-en',
    )
  })

  it('is that of the voice that a person picked, where the model has several', () => {
    const catalogue = loadCatalogue({})
    const choice = { stt: 'whisper-base', llm: 'qwen3-1.7b', tts: 'kokoro-82m' }
    const store = {
      snapshot: () => ({ choice, models: [] }) as unknown as ModelsSnapshot,
      entry: (id: string) => findModel(catalogue, id),
      paths: () => ({}),
    }
    const voice = (voices: Readonly<Record<string, string>>) => {
      const { tts } = engineModelsOf(store, voices)
      return [tts?.options['voice'], tts?.languages]
    }
    expect(voice({ 'kokoro-82m': 'bm_george' })).toEqual(['bm_george', ['en-GB']])
    expect(voice({})).toEqual(['af_heart', ['en-US']])
    expect(voice({ 'kokoro-82m': 'nobody' })).toEqual(['af_heart', ['en-US']])
  })

  it('is that of the models in use, for the prompt, the ends of turns and the voice alike', async () => {
    const time = new VirtualTime()
    const engines = createEngineSet({
      spawn: createWorkerWorld(time, () => undefined).spawn,
      journalFolder: null,
      connect: () => null,
      speechSpeed: () => 1,
      dispatch: () => undefined,
      onStatus: () => undefined,
      ...UNFOLLOWED,
    })
    const prompt = promptFor(() => engines.promptBudget(), defaultSettings)
    expect(prompt([], null)[0]?.text).toMatch(/Warbler.* English/)
    engines.use({ stt: [model('mul')], llm: [], tts: [model('zh-CN')] }, NO_EXTRAS)
    expect(prompt([], null)[0]?.text).toMatch(/今天是/)
    const { voiceLanguage, endpointing } = policyFor(
      engines.language(),
      { ...defaultSettings(), isWaiting: true },
      DEFAULT_POLICY.phrases,
    )
    expect([voiceLanguage, endpointing.language]).toEqual(['zh-CN', 'zh-CN'])
    const disposed = engines.dispose()
    await time.advanceAsync(50)
    await disposed
  })
})

it.each([
  ['en', 'It was put back as it was on March 14, 2026 at '],
  ['zh', '已恢复到 2026年3月14日'],
] as const)('what happened at a time is told by that time in %s', (locale, told) => {
  const params = { file: 'aside.db', atMs: new Date(2026, 2, 14, 15, 9).getTime() }
  expect(new Messages(locale).error({ code: 'storage.restored', params })).toContain(told)
})
