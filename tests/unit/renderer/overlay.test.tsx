import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, succeed } from '../../../electron/contracts/errors.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { createTalkActions } from '../../../renderer/bridge/talk-actions.ts'
import { errorText } from '../../../renderer/i18n/error-text.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { createDragHandlers } from '../../../renderer/overlay/drag-handlers.ts'
import { Overlay } from '../../../renderer/overlay/overlay.tsx'
import { appSnapshot } from './app-snapshot.ts'

const actions = createTalkActions({ request: () => Promise.resolve(succeed(null)) as never })
const nothing = () => undefined
const noDragging = createDragHandlers(nothing)

const shown = (snapshot: AppSnapshot) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(snapshot.locale)}>
      <Overlay
        snapshot={snapshot}
        actions={actions}
        levels={() => nothing}
        onEscape={nothing}
        onHide={nothing}
        onExpand={nothing}
        onSize={nothing}
        dragging={noDragging}
      />
    </I18nextProvider>,
  )

const textOf = (page: string) =>
  page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe('the overlay', () => {
  it('tells the phase by a word that screen readers are told too', () => {
    const page = shown(appSnapshot({ phase: 'thinking' }))
    expect(page).toContain('>Thinking</h1>')
    expect(page).toMatch(/role="status">Thinking</)
  })

  it('tells quietly that nothing was heard, and cries out what is wrong', () => {
    const quiet = shown(appSnapshot({ attention: { code: 'sound.no-speech' } }))
    expect(quiet).toMatch(/role="status" data-code="sound.no-speech" data-quiet="true"/)
    expect(quiet).not.toContain('role="alert"')
    expect(quiet).toContain('data-phase="idle"')
    const wrong = shown(appSnapshot({ phase: 'failed', attention: { code: 'microphone.lost' } }))
    expect(wrong).toMatch(/role="alert" data-code="microphone.lost" data-quiet="false"/)
  })

  it('tells words that are certain from words that may still change', () => {
    const page = shown(
      appSnapshot({ phase: 'listening', person: { committed: 'What is', tentative: 'the time' } }),
    )
    expect(page).toContain('data-certainty="committed">What is</span> <span')
    expect(page).toContain('data-certainty="tentative">the time</span>')
  })

  it('leads to the providers where one is not set up, or not as it should be', () => {
    for (const code of [
      'provider.none',
      'provider.key-missing',
      'provider.key-rejected',
    ] as const) {
      const attention = { code, params: { provider: 'Mine' } }
      expect(textOf(shown(appSnapshot({ phase: 'failed', attention })))).toContain('Open Providers')
    }
  })

  it('tells what was heard from what is still to come', () => {
    const reply = { heard: 'It is', coming: 'four.' }
    const page = shown(appSnapshot({ phase: 'speaking', reply }))
    expect(page).toContain('data-certainty="heard">It is</span>')
    expect(page).toContain('data-certainty="coming">four.</span>')
  })

  it('puts no space between Chinese words', () => {
    const reply = { heard: '现在是', coming: '四点。' }
    expect(shown(appSnapshot({ phase: 'speaking', reply }, { locale: 'zh' }))).not.toMatch(
      /<\/span> <span data-certainty="coming"/,
    )
  })

  it('announces a reply once it is whole, not word by word', () => {
    const reply = { heard: 'It is four.', coming: '' }
    expect(shown(appSnapshot({ phase: 'speaking', reply }))).not.toMatch(/role="log"[^>]*>Warbler/)
    expect(shown(appSnapshot({ phase: 'idle', reply }))).toMatch(
      /role="log"[^>]*>Warbler: It is four\./,
    )
  })

  it('shows in every phase that the microphone is muted', () => {
    for (const phase of ['idle', 'thinking', 'speaking'] as const) {
      expect(shown(appSnapshot({ phase, muted: true }))).toMatch(
        /aria-label="Mute" aria-pressed="true"/,
      )
    }
  })

  it('says what is wrong and what to do, and offers a restart where one waits', () => {
    const failed = { phase: 'failed', attention: { code: 'worker.gave-up' } } as const
    const without = textOf(shown(appSnapshot(failed)))
    expect(without).toContain('keeps stopping')
    expect(without).not.toMatch(/\bRestart\b(?! it)/)
    expect(textOf(shown(appSnapshot(failed, { restartOffered: ['llm'] })))).toMatch(
      /\bRestart\b(?! it)/,
    )
  })

  it('leads to the models where one is missing', () => {
    const engines = { stt: 'missing', llm: 'ready', tts: 'ready' } as const
    const attention = { code: 'stt.model-missing' } as const
    expect(shown(appSnapshot({ phase: 'failed', attention }, { engines }))).toContain(
      'Get the models',
    )
  })

  it('says at rest what is not here yet, and leads to where that is mended', () => {
    const engines = { stt: 'ready', llm: 'missing', tts: 'missing' } as const
    const models = shown(appSnapshot({}, { engines }))
    expect(textOf(models)).toContain('The language model is not here yet.')
    expect(models).toContain('Get the models')
    const provider = shown(appSnapshot({}, { engines, lacksProvider: true }))
    expect(textOf(provider)).toMatch(/No provider is set up\. .*No provider is set up yet/)
    expect(provider).toContain('Open Providers')
    for (const page of [models, provider]) {
      // It stays until it is mended, and interrupts nobody.
      expect(page).not.toContain('aria-label="Dismiss"')
      expect(page).not.toContain('role="alert"')
    }
    expect(shown(appSnapshot({ phase: 'thinking' }, { engines }))).not.toContain('Get the models')
  })

  it('leads to the engines where nothing but a dead provider could answer', () => {
    const attention = { code: 'provider.unreachable', params: { provider: 'Groq' } } as const
    const failed = { phase: 'failed', attention } as const
    const out = { stt: null, llm: attention, tts: null }
    const page = textOf(shown(appSnapshot(failed, { out })))
    expect(page).toContain('Groq cannot be reached.')
    expect(page).toMatch(/Nothing else can answer\..*such as this computer.*Settings → Brain/)
    expect(page).toContain('Choose another engine')
    expect(page).not.toContain('by itself')
    const another = { ...out, llm: { ...attention, params: { provider: 'Mistral' } } }
    for (const others of [{ ...out, llm: null }, another]) {
      expect(textOf(shown(appSnapshot(failed, { out: others })))).not.toContain(
        'Choose another engine',
      )
    }
  })

  it('leads to the phrases where it cannot be called by the one there is', () => {
    const waiting = { state: 'paused', because: 'phrase-too-common', app: null } as const
    const app = { waiting, wakePhrase: 'Okay computer' }
    const card = textOf(shown(appSnapshot({}, app)))
    expect(card).toContain('cannot be called by it')
    expect(card).toContain('Choose another phrase')
    expect(card).toContain('Not waiting for “Okay computer”: choose another phrase')
    // It stays until it is mended.
    expect(shown(appSnapshot({}, app))).not.toContain('aria-label="Dismiss"')
    const pill = shown(appSnapshot({}, { ...app, overlayShape: 'pill' }))
    expect(pill).toMatch(/<h1[^>]*>“Okay computer” will not work: choose another<\/h1>/)
  })

  it('says which engine stands in for which and why, and nothing while every first one serves', () => {
    const because = { code: 'provider.unreachable', params: { provider: 'Groq' } } as const
    const fallen = { model: 'qwen', provider: null, because }
    const page = shown(appSnapshot({}, { inUse: { stt: null, llm: fallen, tts: null } }))
    expect(page).toContain('Groq → This computer')
    expect(page).toMatch(/aria-description="Language model: Groq cannot be reached\./)
    const first = { ...fallen, because: null }
    expect(shown(appSnapshot({}, { inUse: { stt: null, llm: first, tts: null } }))).not.toContain(
      '→',
    )
  })

  it('says which devices are used now, in the pill and in the card, and to screen readers once', () => {
    const deviceNotice = {
      microphone: { what: 'back', label: 'Headset' },
      loudspeaker: { what: 'now', label: 'Monitor' },
    } as const
    for (const overlayShape of ['pill', 'card'] as const) {
      const page = shown(appSnapshot({}, { deviceNotice, overlayShape }))
      expect(textOf(page)).toContain(
        'Your microphone is back: Headset Now speaking through Monitor',
      )
      expect(
        page.match(/role="status">Your microphone is back: Headset; Now speaking/g),
      ).toHaveLength(1)
    }
    expect(textOf(shown(appSnapshot()))).not.toContain('Headset')
  })

  it('says in the pill for as long as there is no microphone that it listens once one is there', () => {
    const waiting = { state: 'paused', because: 'no-microphone', app: null } as const
    const attention = { code: 'microphone.lost' } as const
    const page = shown(
      appSnapshot(
        { phase: 'failed', microphone: 'failed', attention },
        { waiting, overlayShape: 'pill' },
      ),
    )
    expect(textOf(page)).toContain('Paused: no microphone No microphone: connect one')
  })

  it('says that the ear is still open after an answer, until somebody goes on', () => {
    const open = { phase: 'listening', way: 'follow-up' } as const
    const page = shown(appSnapshot(open))
    expect(page).toContain('>Still listening</h1>')
    expect(textOf(page)).toContain('Go on, or leave it at that')
    const person = { committed: '', tentative: 'and' }
    expect(shown(appSnapshot({ ...open, person }))).toContain('>Listening</h1>')
  })

  it('says beside the switch whether the microphone is open, and why', () => {
    expect(shown(appSnapshot({}, { waiting: { state: 'waiting' } }))).toMatch(
      /aria-label="Mute"[^>]*aria-description="The microphone is open: Warbler is waiting for “Hey Warbler”\."/,
    )
  })

  it('draws the hotkey as keys in both languages', () => {
    for (const locale of ['en', 'zh'] as const) {
      const page = shown(appSnapshot({}, { locale }))
      expect(page.match(/<kbd/g)).toHaveLength(3)
      expect(page).not.toContain('&lt;keys')
    }
  })
})

describe('the overlay as a pill', () => {
  const pill = (
    app: Partial<AppSnapshot>,
    conversation: Parameters<typeof appSnapshot>[0] = {},
  ): string => shown(appSnapshot(conversation, { ...app, overlayShape: 'pill' }))
  const words = (page: string) => /<h1[^>]*>(.*)<\/h1>/.exec(page)?.[1]

  it.each([
    [{ state: 'waiting' }, 'Say “Hey Warbler”'],
    [{ state: 'enrolling', wanted: true }, 'Enrolling a voice'],
    [{ state: 'preparing' }, 'Getting ready to wait'],
    [{ state: 'paused', because: 'locked', app: null }, 'Paused: screen locked'],
    [{ state: 'paused', because: 'call', app: 'Zoom' }, 'Paused: Zoom is using the microphone'],
    [
      { state: 'paused', because: 'call', app: null },
      'Paused: another app is using the microphone',
    ],
  ] as const)('says for %o: %s', (waiting, text) => {
    expect(words(pill({ waiting }))).toBe(text)
  })

  it('says that it is muted, and that this is why it does not wait', () => {
    const waiting = { state: 'paused', because: 'muted', app: null } as const
    expect(words(pill({ waiting }, { muted: true }))).toBe('Paused: muted')
  })

  it('says what goes on where the person has put the card away meanwhile', () => {
    const waiting = { state: 'waiting' } as const
    expect(words(pill({ waiting }, { phase: 'speaking' }))).toBe('Speaking')
  })

  it('is told to screen readers in the same words, in one place for both shapes', () => {
    const page = pill({ waiting: { state: 'waiting' } })
    expect(page.match(/role="status">[^<]/g)).toHaveLength(1)
    expect(page).toMatch(/role="status">Say “Hey Warbler”</)
  })

  it('is only as large as its words: no controls, no captions, no meter', () => {
    const page = pill({ waiting: { state: 'waiting' } })
    expect(page.match(/<button/g)).toHaveLength(1)
    expect(page).not.toContain('<canvas')
  })

  it('has a word for every reason in both languages', () => {
    const reasons = [
      'muted',
      'asleep',
      'locked',
      'quiet-hours',
      'call',
      'model-missing',
      'detector-failed',
      'no-microphone',
    ] as const
    for (const locale of ['en', 'zh'] as const) {
      for (const because of reasons) {
        const text = words(pill({ locale, waiting: { state: 'paused', because, app: null } }))
        expect(text).toMatch(/^(?:Paused: |已暂停：)\S/)
        expect(text).not.toContain('because')
      }
    }
  })
})

it.each(ERROR_CODES)('has a whole sentence for %s even without values', (code) => {
  for (const locale of ['en', 'zh'] as const) {
    const { message, remedy } = errorText(createI18n(locale).t, { code })
    expect(message).toMatch(/[.。]$/)
    expect(remedy).toMatch(/[.。]$/)
    expect(message + remedy).not.toMatch(/\{\{|\}\}|undefined|errors\./)
  }
})
