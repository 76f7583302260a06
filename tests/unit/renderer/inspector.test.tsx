import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import { fail } from '../../../electron/contracts/errors.ts'
import type { FeedbackChange, TurnVerdict } from '../../../electron/contracts/turn-feedback.ts'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { answerText } from '../../../renderer/transcript/inspector/answer-text.ts'
import { Inspector } from '../../../renderer/transcript/inspector/inspector.tsx'
import { createTurnsStore, type TurnsStore } from '../../../renderer/transcript/turns-store.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'
import { settle, turnsBridge } from './turns-bridge.ts'

const markup = (store: TurnsStore, locale: 'en' | 'zh' = 'en', underWay = false) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={createI18n(locale)}>
      <Inspector id="i" exchangeId="01" store={store} underWay={underWay} />
    </I18nextProvider>,
  )

/** What a screen reader reads: the words of the page, without what is hidden from it. */
const wordsOf = (page: string) =>
  page
    .replaceAll(/<(svg|div) [^>]*aria-hidden="true"[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

const shown = async (fields: Partial<TurnLogRecord>, locale: 'en' | 'zh' = 'en') => {
  const store = createTurnsStore(turnsBridge([turnLogRecord(fields)]).bridge)
  await settle()
  store.open('01')
  return wordsOf(markup(store, locale))
}

const timeline: TurnLogRecord['timeline'] = [
  { kind: 'speech', atMs: 1000, untilMs: 3000 },
  { kind: 'speculation', atMs: 3100, untilMs: 3700, kept: false },
  {
    kind: 'pause',
    atMs: 3000,
    untilMs: 3700,
    score: 0.12,
    reason: '0.70 s silence, complete 0.12, open clause',
    ended: false,
  },
  { kind: 'joined', atMs: 5000 },
  { kind: 'acknowledgement', atMs: 5500, untilMs: 6000 },
  { kind: 'barge-in', atMs: 8000, untilMs: 8400, outcome: 'noise', reason: 'hardly a voice' },
  { kind: 'reply', atMs: 6000, untilMs: 39_000, heardMs: 3000 },
]

describe('the inspector', () => {
  it('says in words what the timeline draws, in order of time', async () => {
    const words = await shown({ timeline })
    const facts = [
      '0.0s You spoke for 2s',
      '2.0s You paused for 0.7s, then went on (complete: 0.12, open clause)',
      '2.1s A reply was prepared early, and dropped because you kept talking',
      '4.0s You kept talking: the reply was withdrawn and your words were joined',
      '4.5s Warbler said something short, because the answer was slow',
      '5.0s The reply played for 3s',
      '7.0s A noise over the reply, which went on (hardly a voice)',
    ]
    const places = facts.map((fact) => words.indexOf(fact))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('says why the turn ended, how the reply did, and what interrupted it', async () => {
    const words = await shown({
      way: 'open',
      turnEndReason: '0.52 s silence, sentence closed',
      outcome: 'interrupted',
      interruptedBy: 'escape',
      speculated: true,
      discardedSpeculations: 2,
    })
    expect(words).toContain('0.52s of silence, sentence closed')
    expect(words).toContain('Interrupted by Escape')
    expect(words).toContain('Before you finished, and used')
    expect(words).toContain('2 others dropped')
  })

  it('has each mark and each stage in milliseconds, with the model and the engine', async () => {
    const words = await shown({
      engines: {
        stt: 'moonshine-tiny-en',
        llm: 'of-another-day',
        tts: '',
        turn: 'smart-turn-v3.2',
      },
      marks: {
        'speech-end': 1000,
        'transcript-final': 1142.4,
        'turn-end': 1360,
        'first-token': 1420,
        'first-clause': 1500,
        'first-audio': 1590,
        'playback-start': 1612,
      },
    })
    for (const figure of ['142 ms', '360 ms', '420 ms', '500 ms', '590 ms', '612 ms']) {
      expect(words).toContain(figure)
    }
    expect(words).toContain('Last word to first sound: 612 ms')
    expect(words).toContain('Hearing 142 ms Moonshine tiny (English), sherpa-moonshine')
    expect(words).toContain('Thinking 140 ms of-another-day')
    expect(words).toContain('Waiting for more 218 ms Smart Turn v3.2')
  })

  it('tells a turn that failed in the sentence of its error, also of an unknown one', async () => {
    const failed = { outcome: 'failed', marks: { 'speech-end': 1 } } as const
    expect(await shown({ ...failed, errorCode: 'llm.failed' })).toContain(
      'No answer could be found',
    )
    const words = await shown({ ...failed, errorCode: 'of.tomorrow' })
    expect(words).toContain('Failed')
    expect(words).toContain('Nothing was heard of a reply')
    expect(words).not.toContain('of.tomorrow')
  })

  it('has no English in Chinese but names', async () => {
    const words = await shown(
      {
        timeline,
        engines: { stt: '', llm: '', tts: '', turn: '' },
        turnEndReason: '0.52 s silence, no words',
      },
      'zh',
    )
    expect(words.replaceAll('Warbler', '')).not.toMatch(/[a-z]/i)
  })

  it('says plainly that there is no record, that there is none yet, and that none could be read', async () => {
    const main = turnsBridge()
    const store = createTurnsStore(main.bridge)
    store.open('01')
    expect(wordsOf(markup(store))).toContain('Looking it up')
    await settle()
    expect(wordsOf(markup(store))).toContain('There are no details')
    expect(wordsOf(markup(store, 'en', true))).toContain('still going on')
    main.failReading(fail('storage.unavailable'))
    store.open('01')
    await settle()
    expect(wordsOf(markup(store))).toMatch(/could not be read\. Try again/)
  })

  it('takes verdicts also without a record, and announces the answer politely', async () => {
    const store = createTurnsStore(turnsBridge().bridge)
    store.open('01')
    store.judge('01', 'cut-off')
    await settle()
    expect(markup(store)).toMatch(/role="status">Patience is now “Patient”/)
  })
})

describe('the answer to a verdict', () => {
  const { t } = createI18n('en')
  const answers: readonly (readonly [TurnVerdict, FeedbackChange, RegExp])[] = [
    ['cut-off', { setting: 'patience', from: 'quick', to: 'balanced' }, /“Balanced”.*longer/],
    ['too-slow', { setting: 'patience', from: 'balanced', to: 'quick' }, /“Quick”.*sooner/],
    [
      'should-have-stopped',
      { setting: 'interruptions', from: 'firm', to: 'balanced' },
      /“Balanced”/,
    ],
    ['too-slow', { setting: 'acknowledge', from: false, to: true }, /something short/],
    ['cut-off', { setting: 'none', reason: 'at-its-end' }, /Patience is already “Patient”/],
    ['should-have-stopped', { setting: 'none', reason: 'at-its-end' }, /already “Easy”/],
    ['too-slow', { setting: 'none', reason: 'at-its-end' }, /Patience is already “Quick”/],
    ['too-slow', { setting: 'none', reason: 'language-model' }, /^Thinking took most/],
    ['too-slow', { setting: 'none', reason: 'voice' }, /^The voice took most/],
    ['too-slow', { setting: 'none', reason: 'speech-to-text' }, /^Hearing took most/],
  ]
  it.each(answers)('to %s with %j says what was changed and to what', (verdict, change, text) => {
    expect(answerText(t, { verdict, change })).toMatch(text)
  })

  it('says what to do where the change could not be saved', () => {
    const answer = answerText(t, { verdict: 'cut-off', error: { code: 'disk.full' } })
    expect(answer).toMatch(/disk is full.*Free/)
  })
})
