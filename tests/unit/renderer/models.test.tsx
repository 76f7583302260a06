import { ENGINE_ROLES } from '../../../electron/contracts/providers.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import {
  catalogueSchema,
  LICENCE_NOTES,
  type ModelChoiceReason,
  type ModelsSnapshot,
} from '../../../electron/contracts/models.ts'
import catalogueJson from '../../../resources/models/catalogue.json' with { type: 'json' }
import { licenceName } from '../../../renderer/settings/models/model-facts.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { choiceSentence } from '../../../renderer/settings/models/choice-reason.ts'
import { downloadActions } from '../../../renderer/settings/models/download-actions.ts'
import { ModelManager } from '../../../renderer/settings/models/model-manager.tsx'
import { RemoveModel } from '../../../renderer/settings/models/remove-model.tsx'
import { ModelsPane } from '../../../renderer/settings/models/models-pane.tsx'
import { appSnapshot } from './app-snapshot.ts'
import { modelSnapshot, modelsSnapshot } from './models-snapshot.ts'

const catalogue = catalogueSchema.parse(catalogueJson)

const shown = (snapshot: ModelsSnapshot, locale: 'en' | 'zh' = 'en') =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(locale)}>
      <ModelsPane
        view={{ snapshot, error: null }}
        onCommand={() => undefined}
        onDownload={() => undefined}
        onRemove={() => undefined}
        snapshot={appSnapshot()}
        levels={() => () => undefined}
        onToggleTalk={() => undefined}
      />
    </I18nextProvider>,
  )

const managed = (models: ModelsSnapshot, locale: 'en' | 'zh') =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(locale)}>
      <ModelManager models={models} onDownload={() => undefined} onRemove={() => undefined} />
    </I18nextProvider>,
  )

describe('the models pane', () => {
  it('says before the download how large, whose licence, from where and why', () => {
    const reason = { code: 'machine-speed', estimatedTokensPerSecond: 40 } as const
    const page = shown(
      modelsSnapshot({
        choice: {
          stt: 'a',
          tts: 'voice',
          llm: 'b',
          roles: ENGINE_ROLES,
          llmFallback: null,
          turn: null,
          reason,
        },
      }),
    )
    for (const text of ['63 MB to download', 'MIT', 'publishers', '30 words a second', '/models']) {
      expect(page).toContain(text)
    }
  })

  it.each([
    ['en', 'licensed for research only', 'Public domain'],
    ['zh', '只许可用于研究', '公有领域'],
  ] as const)('tells in %s what a licence asks for', (locale, note, own) => {
    const page = managed(
      modelsSnapshot({
        models: [
          modelSnapshot({ licence: { id: 'CC0-1.0', note: 'research-recordings' } }),
          modelSnapshot({ id: 'free', licence: { id: 'public-domain' } }),
        ],
      }),
      locale,
    )
    for (const text of [note, own]) expect(page).toContain(text)
  })

  it('calls every licence of the catalogue by a name that people know', () => {
    const ids = catalogue.models.map(({ licence }) => licence.id)
    for (const locale of ['en', 'zh'] as const) {
      const { t } = createI18n(locale)
      const names = ids.map((id) => licenceName(t, id))
      expect(names.filter((name) => /LicenseRef|ownLicence/.test(name))).toEqual([])
      const own = ids.filter((id) => id.startsWith('LicenseRef-'))
      // The catalogue has a link for each, and none of them is called by a bare product.
      for (const id of own) expect(licenceName(t, id)).toMatch(/terms|licence|条款|许可证/)
    }
    expect(catalogue.models.filter(({ licence }) => licence.url === undefined)).toEqual([])
  })

  it('has a sentence of its own for every note in every language', () => {
    const notes = (['en', 'zh'] as const).flatMap((locale) => {
      const { t } = createI18n(locale)
      return LICENCE_NOTES.map((note) => t(`models.licenceNote.${note}`))
    })
    expect(new Set(notes).size).toBe(2 * LICENCE_NOTES.length)
    expect(notes.filter((note) => note.includes('licenceNote'))).toEqual([])
  })

  it('shows progress of one and of all, with speed and time left', () => {
    const state = { state: 'downloading', receivedBytes: 21_000_000 } as const
    const page = shown(
      modelsSnapshot({
        models: [modelSnapshot({ ...state, source: 'registry', secondsLeft: 14 })],
        totals: {
          receivedBytes: 21_000_000,
          totalBytes: 63_000_000,
          speedBytesPerSecond: 3_000_000,
          secondsLeft: 14,
        },
        busy: true,
      }),
    )
    expect(page.match(/<progress/g)).toHaveLength(2)
    for (const text of ['21 MB of 63 MB', '3 MB/s', '14 sec left', 'from a package registry']) {
      expect(page).toContain(text)
    }
  })

  it('says why a model failed and what to do, by its name', () => {
    const error = { code: 'model.damaged', params: { model: 'A voice' } } as const
    const page = shown(modelsSnapshot({ models: [modelSnapshot({ state: 'failed', error })] }))
    expect(page).toContain('A voice is damaged or incomplete.')
    expect(page).toContain('Try again')
  })

  it('ends in a first question once everything is here', () => {
    const models = [modelSnapshot({ state: 'ready' })]
    expect(shown(modelsSnapshot({ models, complete: true }))).toContain('Say something')
    expect(shown(modelsSnapshot({ models, complete: true }), 'zh')).toContain('说点什么吧')
  })

  it('shows what is used though nothing waits for it', () => {
    const turn = modelSnapshot({ id: 'turn', kind: 'turn', name: 'Ears', required: false })
    const models = [modelSnapshot({ state: 'ready' }), turn]
    const page = shown(modelsSnapshot({ models, complete: true }))
    expect(page).toContain('Taking turns')
    expect(page).toContain('Say something')
  })

  it('asks for nothing where providers do it all', () => {
    const reason = { code: 'installed' } as const
    const choice = {
      stt: 'a',
      tts: 'b',
      llm: 'c',
      roles: [],
      llmFallback: null,
      turn: null,
      reason,
    }
    const models = [modelSnapshot({ required: false, selected: false })]
    const page = shown(modelsSnapshot({ models, choice, complete: true }))
    expect(page).toContain('no model is needed')
    expect(page).toContain('Say something')
    for (const text of ['Finding out', 'MB to download', 'Why these'])
      expect(page).not.toContain(text)
  })

  it('does not offer models that nobody needs', () => {
    const models = [
      modelSnapshot(),
      modelSnapshot({ id: 'other', name: 'Huge', required: false, selected: false }),
    ]
    expect(shown(modelsSnapshot({ models }))).not.toContain('Huge')
  })
})

describe('the manager of models', () => {
  const used = modelSnapshot({
    state: 'ready',
    name: 'Joe',
    diskBytes: 63_000_000,
    heldBy: ['voice'],
  })
  const data = modelSnapshot({
    id: 'data',
    kind: 'data',
    name: 'Phonemes',
    languages: ['mul'],
    state: 'ready',
    diskBytes: 18_000_000,
    heldBy: ['voice'],
  })
  const spare = modelSnapshot({
    id: 'spare',
    kind: 'llm',
    name: 'Spare',
    languages: ['en', 'zh'],
    state: 'ready',
    diskBytes: 100_000_000,
    required: false,
    selected: false,
  })
  const absent = modelSnapshot({
    id: 'absent',
    kind: 'llm',
    name: 'Absent',
    languages: ['en', 'de', 'fr', 'it'],
    required: false,
    selected: false,
  })

  it('shows every model with what it needs and takes, and what may be done with it', () => {
    const page = shown(modelsSnapshot({ models: [used, data, spare, absent], complete: true }))
    for (const text of [
      'American English',
      'English, Chinese',
      '4 languages',
      'Many languages',
      '1 more to download',
      '181 MB on disk in all',
      '63 MB on disk',
      '147 MB of memory',
      'Needed by Joe',
      'aria-label="Remove Spare"',
      'aria-label="Download Absent"',
    ]) {
      expect(page).toContain(text)
    }
    for (const kept of ['Joe', 'Phonemes']) expect(page).not.toContain(`Remove ${kept}`)
  })

  it('lets every download be paused and given up, also one that is added when all is here', () => {
    const coming = { ...absent, state: 'downloading', receivedBytes: 21_000_000 } as const
    const phonemes = { ...data, state: 'queued', heldBy: [] } as const
    const page = shown(
      modelsSnapshot({ models: [used, coming, phonemes], complete: true, busy: true }),
    )
    expect(page).toContain('Say something')
    expect(page).toMatch(/>Pause<[\s\S]*>Cancel</)
    expect(page).toContain('aria-label="Cancel the download of Absent"')
    expect(page).not.toContain('Cancel the download of Phonemes')
    expect(shown(modelsSnapshot({ models: [used], complete: true }))).not.toContain('Pause')
  })

  it.each([
    ['en', 'Remove Spare, 100 MB on disk?', 'Keep it'],
    ['zh', '删除占用磁盘 100 MB 的 Spare？', '保留'],
  ] as const)('asks in %s, with the size, before it removes a model', (locale, question, keep) => {
    const remove = (asks: boolean) =>
      renderToStaticMarkup(
        <I18nextProvider i18n={createI18n(locale)}>
          <RemoveModel model={spare} onRemove={() => undefined} asks={asks} />
        </I18nextProvider>,
      )
    expect(remove(false)).not.toContain('100')
    expect(remove(true)).toContain(question)
    expect(remove(true)).toMatch(new RegExp(`autofocus[^>]*><span>${keep}<`))
  })

  it.each(['en', 'zh'] as const)(
    'says in %s how a mirror is named and what exactly failed, and lets the failure be put away',
    (locale) => {
      const error = {
        code: 'model.sources-exhausted',
        detail: 'absent/model.gguf: official: unavailable, status 404',
        params: { model: 'Absent', path: 'absent/model.gguf' },
      } as const
      const page = managed(
        modelsSnapshot({
          models: [
            { ...absent, state: 'failed', error },
            { ...used, state: 'failed', error },
          ],
        }),
        locale,
      )
      for (const text of ['WARBLER_MODEL_MIRROR', 'absent/model.gguf', 'status 404']) {
        expect(page).toContain(text)
      }
      const { t } = createI18n(locale)
      expect(page).toContain(t('models.manager.putAwayOf', { name: 'Absent' }))
      // It is wanted: without it nothing works.
      expect(page).not.toContain(t('models.manager.putAwayOf', { name: 'Joe' }))
    },
  )

  it('waits behind a button while something that is needed is missing', () => {
    const page = shown(modelsSnapshot({ models: [modelSnapshot(), absent] }))
    expect(page).not.toContain('Absent')
    expect(page).toContain('Show all models')
  })
})

describe('what can be done about downloads', () => {
  it.each([
    [{}, ['download']],
    [{ busy: true }, ['pause', 'cancel']],
    [{ busy: true, paused: true }, ['resume', 'cancel']],
    [{ models: [modelSnapshot({ state: 'failed' })] }, ['downloadAgain']],
    [{ complete: true }, []],
  ] as const)('with %o is %o', (changes, actions) => {
    expect(downloadActions(modelsSnapshot(changes))).toEqual(actions)
  })
})

it.each([
  { code: 'larger-model', estimatedTokensPerSecond: 20, memoryMb: 16_384 },
  { code: 'hub-unreachable', estimatedTokensPerSecond: 20 },
  { code: 'machine-speed', estimatedTokensPerSecond: 0.1 },
  { code: 'machine-memory', memoryMb: 2048, neededMemoryMb: 4096 },
  { code: 'last-resort', estimatedTokensPerSecond: 50, memoryMb: 2048 },
  { code: 'installed' },
  { code: 'wanted' },
  { code: 'model-unavailable', wanted: 'b' },
] as const satisfies readonly ModelChoiceReason[])('says in a sentence why: $code', (reason) => {
  for (const locale of ['en', 'zh'] as const) {
    const sentence = choiceSentence(createI18n(locale).t, locale, reason)
    expect(sentence).toMatch(/[.。]$/)
    expect(sentence).not.toMatch(/models\.|\{\{|\b0 /)
  }
})
