import { ENGINE_ROLES } from '../../../electron/contracts/providers.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import {
  LICENCE_NOTES,
  type ModelChoiceReason,
  type ModelsSnapshot,
} from '../../../electron/contracts/models.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { choiceSentence } from '../../../renderer/settings/models/choice-reason.ts'
import { downloadActions } from '../../../renderer/settings/models/download-actions.ts'
import { ModelManager } from '../../../renderer/settings/models/model-manager.tsx'
import { ModelsPane } from '../../../renderer/settings/models/models-pane.tsx'
import { appSnapshot } from './app-snapshot.ts'
import { modelSnapshot, modelsSnapshot } from './models-snapshot.ts'

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
          modelSnapshot({ id: 'bound', licence: { id: 'LicenseRef-Llama-3.2' } }),
        ],
      }),
      locale,
    )
    for (const text of [note, own, '>Llama 3.2<']) expect(page).toContain(text)
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
      'All together take 181 MB',
      '63 MB on the disk',
      '147 MB of memory',
      'Needed by Joe',
      'aria-label="Remove Spare"',
      'aria-label="Download Absent"',
    ]) {
      expect(page).toContain(text)
    }
    for (const kept of ['Joe', 'Phonemes']) expect(page).not.toContain(`Remove ${kept}`)
  })

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
