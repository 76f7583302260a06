import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import type { TriesView } from '../../../renderer/ui/wake/wake-store.ts'
import { unheardPhrases } from '../../../renderer/settings/wake/can-hear.ts'
import { phraseView } from '../../../renderer/settings/wake/phrase-view.ts'
import { WakePane } from '../../../renderer/settings/wake/wake-pane.tsx'
import type { VoicesStore } from '../../../renderer/settings/wake/voices/voices-store.ts'
import { appSnapshot } from './app-snapshot.ts'
import { modelSnapshot, modelsSnapshot } from './models-snapshot.ts'
import { wakeAttempt } from './wake-attempt.ts'

const nothing = () => undefined
const UNKNOWN_VOICES = { voices: null, refused: null }
const WAITING = { waiting: { state: 'waiting' } } as const
const { t } = createI18n('en')

/** A computer that hears by a model of these languages. */
const hearing = (...languages: string[]) =>
  modelsSnapshot({
    models: [modelSnapshot({ id: 'ears', kind: 'stt', state: 'ready', languages })],
    choice: {
      stt: 'ears',
      tts: 'voice',
      llm: 'mind',
      llmFallback: null,
      turn: null,
      roles: ['stt', 'llm', 'tts'],
      reason: { code: 'wanted' },
    },
  })

/** Nothing is known of voices yet. */
const NO_VOICES: VoicesStore = {
  get: () => UNKNOWN_VOICES,
  subscribe: () => nothing,
  enrol: nothing,
  cancel: nothing,
  remove: nothing,
  removeAll: nothing,
  keepPlain: nothing,
  dispose: nothing,
}

const shown = ({
  settings = {},
  app = {},
  tries = { attempts: null, good: 0, loudest: 0.6 },
  languages = ['en'],
}: {
  readonly settings?: Partial<Settings>
  readonly app?: Partial<AppSnapshot>
  readonly tries?: TriesView
  readonly languages?: string[]
}) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('en')}>
      <WakePane
        view={{ settings: { ...defaultSettings(), ...settings }, errors: {} }}
        onChange={nothing}
        snapshot={appSnapshot({}, app)}
        models={{ snapshot: hearing(...languages), error: null }}
        store={{
          get: () => tries,
          subscribe: () => nothing,
          begin: nothing,
          end: nothing,
          leave: nothing,
          dispose: nothing,
        }}
        voices={NO_VOICES}
        levels={() => nothing}
      />
    </I18nextProvider>,
  )

const textOf = (page: string) =>
  page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe('the pane of the wake phrase', () => {
  it('says what it waits for, or why it does not, beside the switch', () => {
    const at = (app: Partial<AppSnapshot>) => textOf(shown({ app }))
    expect(at({})).toContain(
      'Wait for the phrase Listens for it whenever you are not already talking to Warbler',
    )
    expect(at(WAITING)).toContain('Wait for the phrase Say “Hey Warbler”')
    const waiting = { state: 'paused', because: 'call', app: 'Zoom' } as const
    expect(at({ waiting })).toContain('Wait for the phrase Paused: Zoom is using the microphone')
  })

  it('says what to do where no recognizer is on this computer', () => {
    const waiting = { state: 'paused', because: 'model-missing', app: null } as const
    expect(textOf(shown({ app: { waiting } }))).toContain('Download one in Settings → Models')
  })

  it('says of each rule where this system cannot tell', () => {
    const known = textOf(shown({}))
    expect(known).toContain('While another app is using the microphone')
    expect(known).not.toContain('changes nothing')
    const unknown = textOf(shown({ app: { waitingRules: { calls: 'unknown', lock: 'unknown' } } }))
    expect(unknown.match(/this switch changes nothing/g)).toHaveLength(2)
  })

  it('promises that nothing that is heard while it waits is stored or sent', () => {
    expect(textOf(shown({}))).toContain('never stored and never sent anywhere')
  })

  it('keeps the last phrase: only one of several can be removed', () => {
    expect(shown({})).not.toContain('aria-label="Remove')
    const wakePhrases = ['Hey Warbler', 'Okay Zephyr']
    expect(shown({ settings: { wakePhrases } }).match(/aria-label="Remove/g)).toHaveLength(2)
  })

  it('takes no sixth phrase', () => {
    const wakePhrases = ['Warbler one', 'Warbler two', 'Warbler three', 'Warbler four', 'Warbler 5']
    expect(shown({ settings: { wakePhrases } })).toMatch(/disabled=""[^>]*>.*Add another phrase/)
  })

  it('warns where no recognizer here knows the language of a phrase', () => {
    expect(textOf(shown({}))).not.toContain('knows the language')
    expect(textOf(shown({ settings: { wakePhrases: ['Hey Warbler', '你好小莺'] } }))).toContain(
      'No speech model on this computer knows the language of “你好小莺”',
    )
  })

  it('says which phrase is not waited for because it sounds like talk, and offers a longer one', () => {
    const settings = { wakePhrases: ['Hey Warbler', 'Okay computer'] }
    const page = textOf(shown({ settings, app: { phrasesTooCommon: ['Okay computer'] } }))
    expect(page.match(/sounds like ordinary talk/g)).toHaveLength(1)
    expect(page).toContain('Use “Okay computer Warbler” instead')
  })

  it('says beside the switch that it cannot be called, and which phrase would do', () => {
    const waiting = { state: 'paused', because: 'phrase-too-common', app: null } as const
    const page = textOf(shown({ app: { waiting, wakePhrase: 'Okay computer' } }))
    expect(page).toContain('Wait for the phrase “Okay computer” will not work: choose another')
    expect(page).toContain('cannot be called by it')
    expect(page).toContain('such as “Okay computer Warbler”')
  })

  it('shows the hours only where there are quiet ones', () => {
    expect(shown({})).not.toContain('type="time"')
    const page = shown({ settings: { quietHours: { from: '22:00', to: '07:00' } } })
    expect(page.match(/type="time"/g)).toHaveLength(2)
    expect(textOf(shown({ settings: { quietHours: { from: '09:00', to: '09:00' } } }))).toContain(
      'so there are no quiet hours',
    )
  })
})

describe('trying the phrase', () => {
  const state = (page: string) => /class="[^"]*state[^"]*" role="status">([^<]*)</.exec(page)?.[1]
  const attempts = [wakeAttempt(0.9), wakeAttempt(0.5, 'Hay bell')]

  it('is not offered while it does not wait, and says why', () => {
    const page = shown({})
    expect(page).toMatch(/disabled="">.*Try it/)
    expect(textOf(page)).toContain('once Warbler is waiting for it. Not waiting for a phrase.')
    expect(shown({ app: WAITING })).not.toMatch(/disabled="">(?:(?!<button).)*Try it/)
  })

  it('says how often the phrase is still to be said', () => {
    const app = { ...WAITING, tryingPhrase: true }
    expect(state(shown({ app, tries: { attempts: [], good: 0, loudest: 0.6 } }))).toBe(
      'Say “Hey Warbler”, 3 times.',
    )
    expect(state(shown({ app, tries: { attempts, good: 2, loudest: 0.6 } }))).toBe(
      'Say “Hey Warbler” once more.',
    )
  })

  it('shows each attempt: what was heard, its score, and what would have been enough', () => {
    const page = shown({ app: WAITING, tries: { attempts, good: 1, loudest: 0.6 } })
    expect(textOf(page)).toMatch(/Would wake Heard: “Hey war blur” 90%; 78% needed/)
    expect(textOf(page)).toMatch(/Not sure enough Heard: “Hay bell” 50%; 78% needed/)
    expect(page.match(/role="meter"/g)).toHaveLength(2)
    expect(page).toContain('aria-valuenow="0.5"')
  })

  it('says of what would not wake how near it came, and whether it was too quiet or too loud', () => {
    const row = (...attempt: Parameters<typeof wakeAttempt>) =>
      textOf(
        shown({
          app: WAITING,
          tries: { attempts: [wakeAttempt(...attempt)], good: 0, loudest: 0.6 },
        }),
      )
    expect(row(0.7, '')).toMatch(/Not sure enough 70%; 78% needed Very near\./)
    expect(row(0.3, '')).toContain('It sounded a little like the phrase.')
    expect(row(0.01, '')).toMatch(
      /Not the phrase 1%.*Speech was heard, but nothing like the phrase\./,
    )
    expect(row(0.3, '', { levelDb: -55 })).toContain('too quiet: come closer')
    expect(row(0.3, '', { clipped: 0.1 })).toContain('too loud for the microphone')
    expect(row(0.9, '', { levelDb: -55 })).not.toContain('too quiet')
  })

  it('shows live how loud it is while it is tried, and not before', () => {
    expect(shown({ app: WAITING })).not.toContain('<canvas')
    expect(shown({ app: { ...WAITING, tryingPhrase: true } })).toContain('<canvas')
  })

  it('quotes nothing where the detector reads no words', () => {
    const tries = { attempts: [wakeAttempt(0.9, '')], good: 1, loudest: 0.6 }
    expect(textOf(shown({ app: WAITING, tries }))).toMatch(/Would wake 90%; 78% needed/)
  })

  it('says that it was another voice where the phrase was heard well in one', () => {
    const stranger = { ...wakeAttempt(0.9), voice: { person: null, score: 0.1, threshold: 0.33 } }
    const tries = { attempts: [stranger], good: 0, loudest: 0.6 }
    const page = textOf(shown({ app: WAITING, tries }))
    expect(page).toContain('Another voice')
    expect(page).not.toContain('Would wake')
  })

  it('says how it ended', () => {
    const ended = (tries: TriesView) => state(shown({ app: WAITING, tries }))
    expect(ended({ attempts, good: 3, loudest: 0.6 })).toContain('Ready')
    expect(ended({ attempts, good: 1, loudest: 0.6 })).toContain(
      'a longer phrase or a higher sensitivity',
    )
    expect(ended({ attempts: [], good: 0, loudest: 0.6 })).toContain('no speech was heard')
    expect(ended({ attempts: [], good: 0, loudest: 0.05 })).toContain('the microphone was silent')
    expect(ended({ attempts: null, good: 0, loudest: 0.6 })).toBe('')
  })

  it('does not take three good attempts for unfinished until main has said so', () => {
    const app = { ...WAITING, tryingPhrase: true }
    expect(state(shown({ app, tries: { attempts, good: 3, loudest: 0.6 } }))).toContain('Ready')
  })
})

describe('a phrase that is typed', () => {
  const view = (typed: string, field: { stored?: string; others?: string[] } = {}) =>
    phraseView(t, { stored: '', others: [], isTooCommon: false, ...field, typed })

  it('is taken as it is to be stored', () => {
    expect(view('  Okay   Zephyr ')).toMatchObject({ phrase: 'Okay Zephyr', isFault: false })
  })

  it('is refused with the reason and a better one, and the old one is in force until then', () => {
    const { phrase, words, better } = view('Zed', { stored: 'Hey Warbler' })
    expect(phrase).toBeNull()
    expect(words).toMatch(/too short.*Until then Warbler waits for “Hey Warbler”/)
    expect(better).toContain('Zed')
  })

  it('is refused where it is there already, whatever its letters', () => {
    expect(view('hey warbler', { others: ['Hey Warbler'] })).toMatchObject({
      phrase: null,
      isFault: true,
      better: null,
    })
  })

  it('is nothing to speak of where it is the stored one, or empty', () => {
    const nothing = { phrase: null, words: '', isFault: false, better: null }
    expect(view('Hey Warbler ', { stored: 'Hey Warbler' })).toEqual(nothing)
    expect(view(' ', { stored: 'Hey Warbler' })).toEqual(nothing)
  })
})

describe('phrases in a language that nobody here knows', () => {
  it.each([
    [['en'], ['Hey Warbler'], []],
    [['en-US'], ['Hey Warbler', '你好小莺'], ['你好小莺']],
    [['mul'], ['你好小莺'], []],
    [['zh'], ['Hey Warbler'], ['Hey Warbler']],
  ])('with a recogniser of %j, of %j: %j', (languages, phrases, unheard) => {
    expect(unheardPhrases(hearing(...languages), phrases)).toEqual(unheard)
  })

  it('are not named where there is no recogniser at all', () => {
    expect(unheardPhrases(modelsSnapshot(), ['你好小莺'])).toEqual([])
    expect(unheardPhrases(null, ['你好小莺'])).toEqual([])
  })
})
