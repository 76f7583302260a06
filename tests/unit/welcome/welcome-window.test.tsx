import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import type { DevicesView } from '../../../electron/contracts/devices.ts'
import { FIRST_RUN_DONE, type FirstRun } from '../../../electron/contracts/first-run.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { createTalkActions } from '../../../renderer/bridge/talk-actions.ts'
import type { ModelsView } from '../../../renderer/bridge/models-store.ts'
import { IDLE, type EditorState } from '../../../renderer/ui/shortcuts/editor-state.ts'
import { WelcomeWindow } from '../../../renderer/welcome/welcome-window.tsx'
import type { WelcomeStores } from '../../../renderer/welcome/welcome-stores.ts'
import { appSnapshot } from '../renderer/app-snapshot.ts'
import { modelSnapshot, modelsSnapshot } from '../renderer/models-snapshot.ts'
import { NO_DEVICES } from '../renderer/no-devices.ts'

const nothing = () => undefined
const store = <T,>(value: T) => ({ get: () => value, subscribe: () => nothing })

interface Shown {
  readonly place?: Partial<FirstRun>
  readonly app?: AppSnapshot
  readonly models?: Partial<ModelsView>
  readonly devices?: Partial<DevicesView['microphone']>
  readonly heard?: boolean
  readonly tried?: 'untried' | 'down' | 'works'
  readonly editor?: EditorState
  readonly wake?: boolean
  readonly firstSoundMs?: number
  readonly locale?: 'en' | 'zh'
  readonly platform?: WelcomeStores['platform']
}

const shown = ({
  place = {},
  app = appSnapshot(),
  models = {},
  devices = {},
  heard = false,
  tried = 'untried',
  editor = IDLE,
  wake = false,
  firstSoundMs,
  locale = 'en',
  platform = 'linux',
}: Shown): string => {
  const stores: WelcomeStores = {
    place: {
      ...store({ ...FIRST_RUN_DONE, finished: false, ...place }),
      next: nothing,
      back: nothing,
      skip: nothing,
      chooseWay: nothing,
      leave: nothing,
    },
    settings: {
      ...store({ settings: { ...defaultSettings(), wake }, errors: {} }),
      change: nothing,
      save: () => Promise.resolve(null),
      dispose: nothing,
    },
    models: {
      ...store({
        snapshot: modelsSnapshot({ models: [], complete: true }),
        error: null,
        ...models,
      }),
      command: nothing,
      download: nothing,
      remove: nothing,
      dispose: nothing,
    },
    providers: {
      ...store({ presets: [], keys: null, found: null, tests: {}, models: {} }),
      look: nothing,
      setKey: () => Promise.resolve(null),
      test: nothing,
      askModels: () => Promise.resolve(),
      forget: nothing,
    },
    devices: {
      ...NO_DEVICES,
      ...store({
        devices: {
          microphones: [],
          loudspeakers: [],
          microphone: { status: 'ready' as const, name: null, error: null, ...devices },
        },
        heard,
        test: null,
      }),
    },
    hotkey: { ...store(tried), watch: () => nothing, dispose: nothing },
    shortcuts: {
      platform,
      editor: store(editor),
      session: store(null),
      send: nothing,
      leave: nothing,
      copy: () => Promise.resolve(true),
      dispose: nothing,
    },
    wake: {
      ...store({ attempts: null, good: 0, loudest: 0 }),
      begin: nothing,
      end: nothing,
      leave: nothing,
      dispose: nothing,
    },
    lastAnswer: store(firstSoundMs === undefined ? null : { firstSoundMs }),
    levels: () => nothing,
    actions: createTalkActions({
      request: () => Promise.resolve({ ok: true, value: null }),
    } as never),
    platform,
  }
  return renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(locale)}>
      <WelcomeWindow snapshot={app} stores={stores} />
    </I18nextProvider>,
  )
}

const coming = modelsSnapshot({
  models: [
    modelSnapshot({ kind: 'stt', state: 'ready' }),
    modelSnapshot({ kind: 'llm', state: 'downloading' }),
    modelSnapshot({ kind: 'tts', state: 'queued' }),
  ],
  totals: {
    receivedBytes: 20_000_000,
    totalBytes: 63_000_000,
    speedBytesPerSecond: 2_000_000,
    secondsLeft: 21,
  },
  busy: true,
})
const MISSING = { stt: 'ready', llm: 'missing', tts: 'missing' } as const

describe('the window of the first steps', () => {
  it('says how large the download will be, or that there is none', () => {
    const choice = {
      stt: 'ears',
      tts: 'voice',
      llm: 'mind',
      llmFallback: null,
      turn: null,
      roles: ['stt' as const],
      reason: { code: 'wanted' as const },
    }
    expect(shown({ models: { snapshot: modelsSnapshot({ choice }) } })).toContain(
      '63 MB will be downloaded while you go on.',
    )
    expect(shown({ models: { snapshot: modelsSnapshot({ choice: null }) } })).toContain(
      'Looking at what this computer can do',
    )
  })

  it('has no way back from the first step, and no way past the last', () => {
    expect(shown({})).not.toContain('>Back<')
    expect(shown({ place: { step: 'exchange' } })).not.toContain('>Skip<')
    expect(shown({ place: { step: 'wake' } })).toMatch(/>Back<.*>Skip<.*>Continue</)
  })

  it('shows what comes meanwhile, and what is there already', () => {
    const html = shown({
      place: { step: 'hotkey' },
      models: { snapshot: coming },
      app: appSnapshot({}, { engines: MISSING }),
    })
    expect(html).toMatch(/20\smegabytes|20\sMB/)
    expect(html).toContain('Ready already: hearing')
    expect(html).toContain('Pause')
  })

  it('says why a download stopped, and offers to try again', () => {
    const failed = modelSnapshot({
      state: 'failed',
      error: { code: 'disk.full', params: { megabytes: '700' } },
    })
    const html = shown({ models: { snapshot: modelsSnapshot({ models: [failed] }) } })
    expect(html).toContain('The disk is full. Free at least 700 MB and try again.')
    expect(html).toContain('>Try again<')
  })

  it('says on each system where a microphone that is denied is allowed', () => {
    const denied = { status: 'failed', error: { code: 'microphone.permission-denied' } } as const
    const on = (platform: WelcomeStores['platform']) =>
      shown({ place: { step: 'microphone' }, devices: denied, platform })
    expect(on('darwin')).toContain('System Settings, Privacy &amp; Security')
    expect(on('win32')).toContain('let desktop apps use it')
    expect(on('linux')).toContain('your desktop’s sound and privacy settings')
  })

  it('hears nobody while the microphone is muted, and says so', () => {
    const html = shown({
      place: { step: 'microphone' },
      app: appSnapshot({ muted: true }),
      heard: true,
    })
    expect(html).toContain('The microphone is muted.')
    expect(html).toContain('Unmute the microphone')
    expect(html).not.toContain('I hear you.')
  })

  it('shows the keys, and that they work once they were pressed', () => {
    expect(shown({ place: { step: 'hotkey' } })).toContain('Press Ctrl+Shift+Space')
    expect(shown({ place: { step: 'hotkey' }, tried: 'works' })).toContain(
      'Hold it while you speak',
    )
  })

  it('takes other keys where they are shown, and shows only how while it does', () => {
    expect(shown({ place: { step: 'hotkey' } })).toContain('>Choose other keys<')
    const editor = { phase: 'recording', shortcut: 'talk', held: [], fault: null } as const
    const html = shown({ place: { step: 'hotkey' }, editor })
    expect(html).toContain('Press the new keys together')
    expect(html).not.toContain('Press Ctrl+Shift+Space')
    expect(html).not.toContain('>Choose other keys<')
    const last = { shortcut: 'talk', outcome: 'kept', label: 'Ctrl+Alt+J', error: null } as const
    const kept = shown({ place: { step: 'hotkey' }, editor: { phase: 'idle', last } })
    expect(kept).toContain('Ctrl+Alt+J works, and is saved.')
    expect(kept).not.toContain('Press Ctrl+Shift+Space')
  })

  it('says what to bind where the system gives no hotkey', () => {
    const html = shown({
      place: { step: 'hotkey' },
      app: appSnapshot(
        {},
        {
          hotkey: {
            accelerator: '',
            label: 'Ctrl+Shift+Space',
            mode: 'none',
            error: { code: 'hotkey.unavailable', params: { hotkey: 'Ctrl+Shift+Space' } },
          },
        },
      ),
    })
    expect(html).toContain('This system does not let programs have a hotkey.')
    expect(html).toContain('<code')
    expect(html).toContain('warbler --toggle')
    expect(html).not.toContain('Press Ctrl+Shift+Space')
  })

  it('leaves the wake phrase off until it is switched on, and says why it cannot be tried', () => {
    expect(shown({ place: { step: 'wake' } })).not.toMatch(/checked=""/)
    const html = shown({
      place: { step: 'wake' },
      wake: true,
      app: appSnapshot({}, { waiting: { state: 'paused', because: 'model-missing', app: null } }),
    })
    expect(html).toContain('Not yet: ')
  })

  it('waits with the question for what it needs, and says for what', () => {
    const html = shown({
      place: { step: 'exchange' },
      models: { snapshot: coming },
      app: appSnapshot({}, { engines: MISSING }),
    })
    expect(html).toContain('Downloading: thinking, the voice.')
    expect(html).not.toContain('>Talk<')
    expect(shown({ place: { step: 'exchange' } })).toContain('>Talk<')
  })

  it('shows what was asked and answered, and how fast', () => {
    const html = shown({
      place: { step: 'exchange', skipped: ['loudspeaker'] },
      app: appSnapshot({
        person: { committed: 'How many days are in a week?', tentative: '' },
        reply: { heard: 'Seven.', coming: '' },
      }),
      firstSoundMs: 840,
    })
    expect(html).toContain('How many days are in a week?')
    expect(html).toContain('Seven.')
    expect(html).toMatch(/Answered 0\.8.* after you finished\./)
    expect(html).toContain('You can still set up what you skipped:')
  })

  it('speaks Chinese where the person does', () => {
    for (const step of [
      'way',
      'microphone',
      'loudspeaker',
      'hotkey',
      'wake',
      'exchange',
    ] as const) {
      const text = shown({ place: { step }, locale: 'zh', wake: true }).replace(/<[^>]*>/g, ' ')
      const latin = text
        .replace(/Hey Warbler|Warbler|Ctrl|Shift|Space|English|OpenAI|100%/g, '')
        .match(/[A-Za-z]{3,}/g)
      expect(latin, step).toBeNull()
    }
  })
})
