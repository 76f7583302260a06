import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import type { EnrolmentView, VoicesSnapshot } from '../../../electron/contracts/voices.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { VoicesSection } from '../../../renderer/settings/wake/voices/voices-section.tsx'
import type { VoicesView } from '../../../renderer/settings/wake/voices/voices-store.ts'
import { modelSnapshot, modelsSnapshot } from './models-snapshot.ts'

const nothing = () => undefined
const MODEL = 'campplus-zh-en'
const ADA = { id: 'a', name: 'Ada', enrolledAtMs: Date.UTC(2026, 0, 5) }
const BEN = { id: 'b', name: 'Ben', enrolledAtMs: Date.UTC(2026, 1, 5) }

const enrolling = (change: Partial<EnrolmentView> = {}): EnrolmentView => ({
  name: 'Ada',
  step: 'phrase',
  phrases: 1,
  phrasesWanted: 3,
  readSeconds: 0,
  readSecondsWanted: 12,
  last: { fault: null, agreement: 0.7, agreementWanted: 0.45, levelDb: -28 },
  quietestDb: -48,
  ...change,
})

const shown = ({
  voices = {},
  settings = {},
  view = {},
}: {
  readonly voices?: Partial<VoicesSnapshot>
  readonly settings?: Partial<Settings>
  readonly view?: Partial<VoicesView>
} = {}) => {
  const all: VoicesView = {
    voices: {
      people: [],
      kept: 'encrypted',
      canEncrypt: true,
      model: { id: MODEL, isReady: true },
      enrolment: null,
      guestsUntilMs: null,
      error: null,
      ...voices,
    },
    refused: null,
    ...view,
  }
  const models = modelsSnapshot({
    models: [modelSnapshot({ id: MODEL, kind: 'speaker', name: 'CAM++', totalBytes: 28_000_000 })],
  })
  return renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('en')}>
      <VoicesSection
        view={{ settings: { ...defaultSettings(), ...settings }, errors: {} }}
        onChange={nothing}
        models={{ snapshot: models, error: null }}
        store={{
          get: () => all,
          subscribe: () => nothing,
          enrol: nothing,
          cancel: nothing,
          remove: nothing,
          removeAll: nothing,
          keepPlain: nothing,
          dispose: nothing,
        }}
        levels={() => () => undefined}
      />
    </I18nextProvider>,
  )
}

describe('only my voice', () => {
  it('says that it is no lock before anybody has enrolled, and asks for nothing more', () => {
    const html = shown()
    expect(html).toContain('not a lock')
    expect(html).not.toContain('Who may wake it')
    expect(html).not.toContain('Guests')
  })

  it('says what has to be fetched, and how much it is', () => {
    expect(shown({ voices: { model: { id: MODEL, isReady: false } } })).toContain('28 MB')
    expect(shown()).not.toContain('28 MB')
  })

  it('asks for the phrase, and then for two sentences, one after the other', () => {
    const phrase = shown({ voices: { enrolment: enrolling() } })
    expect(phrase).toContain('Hey Warbler')
    expect(phrase).toContain('2 times')
    const first = shown({ voices: { enrolment: enrolling({ step: 'reading' }) } })
    expect(first).toContain('river')
    const reading = enrolling({ step: 'reading', readSeconds: 7 })
    expect(shown({ voices: { enrolment: reading } })).toContain('plum jam')
  })

  it('shows how loud a try was and how well it agrees, and why it is asked for again', () => {
    expect(shown({ voices: { enrolment: enrolling() } })).toContain('value="0.7"')
    expect(shown({ voices: { enrolment: enrolling() } })).toContain('low="0.45"')
    const last = {
      fault: 'another-voice',
      agreement: 0.1,
      agreementWanted: 0.45,
      levelDb: -28,
    } as const
    expect(shown({ voices: { enrolment: enrolling({ last }) } })).toContain('like the others')
  })

  it('shows live how loud it is while it listens, and not before', () => {
    for (const step of ['phrase', 'reading'] as const) {
      expect(shown({ voices: { enrolment: enrolling({ step }) } }), step).toContain('<canvas')
    }
    for (const step of ['fetching', 'preparing'] as const) {
      expect(shown({ voices: { enrolment: enrolling({ step }) } }), step).not.toContain('<canvas')
    }
  })

  it.each([
    ['too-short', 'too short'],
    ['too-quiet', 'too quiet'],
    ['too-loud', 'too loud'],
  ] as const)('says of a try that it was %s', (fault, words) => {
    const last = { fault, agreement: null, agreementWanted: 0.3, levelDb: -28 }
    expect(shown({ voices: { enrolment: enrolling({ last }) } })).toContain(words)
  })

  it('lists people, each with the button that forgets them', () => {
    const html = shown({ voices: { people: [ADA, BEN] } })
    expect(html).toContain('Delete the voice of Ada')
    expect(html).toContain('Delete the voice of Ben')
    expect(html).toContain('Delete all voices')
    expect(shown({ voices: { people: [ADA] } })).not.toContain('Delete all voices')
  })

  it('tells until when guests are let in, and nothing of it once that is over', () => {
    const until = (guestsUntilMs: number | null) =>
      shown({ voices: { people: [ADA], guestsUntilMs } })
    expect(until(Date.UTC(2026, 0, 5, 21, 30))).toContain('Until')
    expect(until(null)).not.toContain('Until')
  })

  it('offers to keep voices openly only where there is no other way', () => {
    const people = [ADA]
    expect(shown({ voices: { people } })).not.toContain('without encryption')
    const html = shown({ voices: { people, canEncrypt: false, kept: 'session' } })
    expect(html).toContain('without encryption')
    expect(html).toContain('any program')
  })

  it('says why somebody cannot enrol now', () => {
    expect(shown({ view: { refused: { code: 'voices.conversation-open' } } })).toContain(
      'open conversation',
    )
  })
})
