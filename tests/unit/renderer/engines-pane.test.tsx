import { ENGINE_ROLES } from '../../../electron/contracts/providers.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { providerSchema } from '../../../electron/contracts/providers.ts'
import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { AdvancedPane } from '../../../renderer/settings/advanced/advanced-pane.tsx'
import { BrainPane } from '../../../renderer/settings/brain/brain-pane.tsx'
import { MissingModel } from '../../../renderer/settings/engines/missing-model.tsx'
import { VoiceInPane } from '../../../renderer/settings/voice-in/voice-in-pane.tsx'
import { VoiceOutPane } from '../../../renderer/settings/voice-out/voice-out-pane.tsx'
import { SILENT_PREVIEW } from './silent-preview.ts'
import { paneContext } from './pane-context.ts'
import { trustStoreOf } from './trust-store-of.ts'
import { appSnapshot } from './app-snapshot.ts'
import { modelSnapshot, modelsSnapshot } from './models-snapshot.ts'

const groq = providerSchema.parse({
  id: 'groq',
  preset: 'groq',
  name: 'Groq',
  baseUrl: 'https://example.com/v1',
  llm: { model: 'mind' },
})
const models = modelsSnapshot({
  models: [
    modelSnapshot({ id: 'qwen', kind: 'llm', name: 'Qwen', state: 'ready' }),
    modelSnapshot({ id: 'huge', kind: 'llm', name: 'Huge', totalBytes: 2_500_000_000 }),
  ],
  choice: {
    stt: 'a',
    llm: 'qwen',
    tts: 'b',
    roles: ENGINE_ROLES,
    llmFallback: null,
    turn: null,
    reason: { code: 'machine-speed', estimatedTokensPerSecond: 40 },
  },
})

const shown = (
  settings: Partial<Settings>,
  { app = {}, catalogue = models }: { app?: Partial<AppSnapshot>; catalogue?: ModelsSnapshot } = {},
) => {
  const context = paneContext(
    { providers: [groq], ...settings },
    { models: { snapshot: catalogue, error: null }, snapshot: appSnapshot({}, app) },
  )
  return renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('en')}>
      <VoiceInPane context={context} />
      <BrainPane context={context} />
      <VoiceOutPane context={context} preview={SILENT_PREVIEW} />
      <AdvancedPane context={context} store={trustStoreOf()} />
    </I18nextProvider>,
  )
}

const llm = (order: readonly string[]) => ({
  engineOrder: { ...defaultSettings().engineOrder, llm: [...order] },
})

describe('the engines in their panes', () => {
  it('lets the last engine of a line neither move nor go', () => {
    const page = shown({})
    expect(page).not.toContain('Move This computer')
    expect(page).not.toContain('from the list')
  })

  it('says which engine is in use, and why it is not the first', () => {
    const because = { code: 'provider.unreachable', params: { provider: 'Groq' } } as const
    const page = shown(llm(['provider:groq', 'local']), {
      app: {
        inUse: { stt: null, llm: { model: 'qwen', provider: null, because }, tts: null },
      },
    })
    expect(page).toContain('Why not Groq: Groq cannot be reached.')
    expect(page.match(/>In use</g)).toHaveLength(1)
    expect(page).toMatch(/data-engine="local" data-in-use="true"/)
  })

  it('says why none of a line answers, and what it means that this computer is not in it', () => {
    const because = { code: 'provider.unreachable', params: { provider: 'Groq' } } as const
    const page = shown(llm(['provider:groq']), {
      app: { out: { stt: null, llm: because, tts: null } },
    })
    expect(page).toContain('None of these answers now. Groq cannot be reached.')
    expect(page.match(/This computer is not in the list/g)).toHaveLength(1)
    expect(page).toContain('Warbler has no answers')
    expect(page).not.toContain('>In use<')
    expect(shown(llm(['provider:groq', 'local']))).not.toContain('is not in the list')
  })

  it('says that this computer takes the place of a line of which nothing is there', () => {
    const page = shown(llm(['provider:gone']), {
      app: {
        inUse: { stt: null, llm: { model: 'qwen', provider: null, because: null }, tts: null },
      },
    })
    expect(page).toContain('so this computer takes over')
    expect(page).not.toContain('is not in the list')
  })

  it('keeps the first from moving up and the last from moving down', () => {
    const page = shown(llm(['provider:groq', 'local']))
    const button = (label: string) =>
      new RegExp(`<button[^>]*aria-label="${label}"[^>]*>`).exec(page)?.[0]
    expect(button('Move Groq up')).toContain('aria-disabled="true"')
    expect(button('Move Groq down')).not.toContain('aria-disabled')
    expect(button('Move This computer down')).toContain('aria-disabled="true"')
  })

  it('says what was chosen for this computer and why, and what another model costs to have', () => {
    const page = shown({})
    expect(page).toContain('Automatic: Qwen')
    expect(page).toContain('about 30 words a second')
    expect(page).toContain('Huge (2.5 GB to download)')
    const { choice } = models
    const stale = choice === null ? null : { ...choice, reason: { code: 'wanted' } as const }
    const automatic = shown({}, { catalogue: { ...models, choice: stale } })
    expect(automatic).not.toContain('you chose')
    const chosen = shown({ models: { stt: null, llm: 'qwen', tts: null } })
    expect(chosen).toContain('Your choice')
    expect(chosen).not.toContain('words a second')
  })

  it('says how fast the model in use is here, and which others would keep a person waiting', () => {
    const big = modelSnapshot({ id: 'big', kind: 'llm', name: 'Big', state: 'ready' })
    const speed = (tokensPerSecond: number) => ({
      realTimeFactor: null,
      tokensPerSecond,
      memoryMb: 500,
    })
    const page = shown(
      {},
      {
        app: { speeds: { qwen: speed(20), big: speed(4), huge: speed(1) } },
        catalogue: { ...models, models: [...models.models, big] },
      },
    )
    expect(page).toContain('Qwen writes about 15 words a second here.')
    expect(page).toContain('Big is here too, but writes only about 3 words a second')
    expect(page).not.toContain('Huge is here too')
  })

  it('lists every voice to be heard, used or fetched, the one in use first', () => {
    const voices = [
      { id: 'af_heart', language: 'en-US' },
      { id: 'bm_george', language: 'en-GB' },
    ]
    const kokoro = modelSnapshot({ id: 'b', kind: 'tts', name: 'Kokoro', state: 'ready', voices })
    const cori = modelSnapshot({
      id: 'cori',
      kind: 'tts',
      name: 'Piper Cori',
      state: 'missing',
      languages: ['en-GB'],
    })
    const catalogue = { ...models, models: [...models.models, cori, kokoro] }
    const page = shown({ voices: { b: 'bm_george', other: 'x' } }, { catalogue })
    expect(page).toContain('British English, male, Kokoro')
    expect(page).toContain('aria-label="Play George, British English"')
    expect(page).toContain('aria-label="Use Heart, American English"')
    expect(page).not.toContain('aria-label="Use George')
    expect(page).toContain('aria-label="Download Cori, British English"')
    expect(page).not.toContain('aria-label="Play Cori')
    expect(page).toContain('3 voices')
    const byNature = shown({}, { catalogue })
    expect(byNature).toContain('aria-label="Use George, British English"')
  })

  it('names a time to give memory back that a settings file has and the list has not', () => {
    expect(shown({ unloadAfterMinutes: 45 })).toContain('<option value="45" selected="">45 min')
    expect(shown({})).toContain('<option value="5" selected="">5 min')
    expect(shown({ unloadAfterMinutes: null })).toContain('<option value="" selected="">Never')
  })
})

describe('a model that was picked and is not here', () => {
  const missing = (
    changes: Parameters<typeof modelSnapshot>[0],
    downloads: Partial<ModelsSnapshot> = {},
  ) =>
    renderToStaticMarkup(
      <I18nextProvider i18n={createI18n('en')}>
        <MissingModel
          model={modelSnapshot({ name: 'Huge', ...changes })}
          models={{ ...models, ...downloads }}
          onDownload={() => undefined}
          onCommand={() => undefined}
        />
      </I18nextProvider>,
    )

  it('can be paused while it comes, and gone on with, as in the pane of models', () => {
    const coming = missing({ state: 'downloading', receivedBytes: 1 }, { busy: true })
    expect(coming).toMatch(/Pause<.*Cancel</)
    const paused = missing({ state: 'paused', receivedBytes: 1 }, { busy: true, paused: true })
    expect(paused).toMatch(/Resume<.*Cancel</)
    expect(missing({})).not.toContain('Pause')
  })

  it('can be had, shows how far it is, and says why it did not come', () => {
    expect(missing({})).toMatch(/63 MB to download.*Download and use/)
    expect(missing({ state: 'downloading', receivedBytes: 1 })).toMatch(
      /<progress.*as soon as it is here/,
    )
    const error = { code: 'model.download-stalled', params: { model: 'Huge' } } as const
    expect(missing({ state: 'failed', error })).toMatch(/Huge stopped arriving.*Try again/)
  })
})
