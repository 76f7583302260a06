import type { LatencyMark, TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import { answerLatencyMs } from '../support/sound-lab/measure.ts'
import { loadQuestions, questionSound, type Question } from '../support/sound-lab/questions.ts'
import type { Sound } from '../support/sound-lab/sound.ts'
import { spokenWords, wordDistance } from '../support/sound-lab/word-error-rate.ts'
import { HOTKEY, newRecords, say } from './ask.ts'
import { figure, present, type Figure, type Section } from './figure.ts'
import { inSession, request, type Session } from './room.ts'
import { epochMsOf } from './sound-clock.ts'

type Way = 'hold' | 'tap' | 'open'

/** How many questions are asked in each way. */
type Plan = Readonly<Record<Way, number>>

/** One question: what was measured at the sound card, and what the app logged about it. */
interface Asked {
  readonly question: Question
  readonly heard: string
  readonly record: TurnLogRecord
  /** Null when no reply sounded. */
  readonly latencyMs: number | null
  /** When the speech ended and when the reply sounded, on the clock of the app's marks. */
  readonly speechEndedAtMs: number
}

const MARKS: readonly LatencyMark[] = [
  'turn-end',
  'transcript-final',
  'first-token',
  'first-clause',
  'first-audio',
  'playback-start',
]

const untilPhase = ({ warbler }: Session, ...phases: readonly string[]) =>
  warbler.until(phases.join(' or '), ({ conversation }) => phases.includes(conversation.phase))

const speakInWay = async (session: Session, way: Way, sound: Sound) => {
  const { display } = session.room
  const listening = () =>
    session.warbler.until(`listening (${way})`, ({ conversation }) => conversation.way === way)
  switch (way) {
    case 'hold':
      await display.keyDown(HOTKEY)
      await listening()
      return say(session, sound, () => display.keyUp(HOTKEY))
    case 'tap':
      await display.tap(HOTKEY, 80)
      await listening()
      return say(session, sound)
    case 'open':
      await listening()
      return say(session, sound)
  }
}

const ask = async (session: Session, way: Way, question: Question): Promise<Asked> => {
  const before = (await session.warbler.log()).length
  const said = await speakInWay(session, way, await questionSound(question))
  const [record] = await newRecords(session, before)
  if (record === undefined) throw new Error('the log lost a record')
  const recorded = await session.recording.read(said.endSample)
  const spoken = (await session.warbler.turns()).find(
    ({ exchangeId, speaker }) => exchangeId === record.exchangeId && speaker === 'person',
  )
  // The next question waits for the app, as a person would.
  await untilPhase(session, way === 'open' ? 'listening' : 'idle')
  return {
    question,
    heard: spoken?.text ?? '',
    record,
    latencyMs:
      record.outcome === 'answered'
        ? answerLatencyMs(recorded.loudspeakerChannel, recorded.sampleRateHz, 0)
        : null,
    speechEndedAtMs: epochMsOf(recorded, said.endSample),
  }
}

const askAll = async (session: Session, way: Way, questions: readonly Question[]) => {
  const asked: Asked[] = []
  if (way === 'open') await request(session.warbler, 'conversation.set-open', { open: true })
  for (const question of questions) {
    asked.push(await ask(session, way, question))
    process.stderr.write('.')
  }
  if (way === 'open') await request(session.warbler, 'conversation.set-open', { open: false })
  return asked
}

/** Every mark against the app's own `speech-end`, and how far both ends lie from the real sound. */
const markFigures = (asked: readonly Asked[]): readonly (Figure | null)[] => {
  const answered = asked.filter(({ latencyMs }) => latencyMs !== null)
  const against = (name: string, value: (one: Asked) => number | undefined) =>
    figure(name, 'ms', present(answered.map(value)))
  const since = (from: LatencyMark, to: LatencyMark) => (one: Asked) => {
    const [start, end] = [one.record.marks[from], one.record.marks[to]]
    return start === undefined || end === undefined ? undefined : end - start
  }
  return [
    against('  real end of speech → mark speech-end', ({ record, speechEndedAtMs }) => {
      const mark = record.marks['speech-end']
      return mark === undefined ? undefined : mark - speechEndedAtMs
    }),
    ...MARKS.map((mark) => against(`  speech-end → ${mark}`, since('speech-end', mark))),
    against('  playback-start → sound at the card', (one) => {
      const mark = one.record.marks['playback-start']
      return mark === undefined || one.latencyMs === null
        ? undefined
        : one.speechEndedAtMs + one.latencyMs - mark
    }),
  ]
}

/** Milliseconds from one stage to the next, medians: the sum is about the whole latency. */
const stageNote = (asked: readonly Asked[]): string => {
  const order: readonly LatencyMark[] = ['speech-end', ...MARKS]
  const parts = order.slice(1).map((mark, index) => {
    const from = order[index] ?? mark
    const gaps = asked.flatMap(({ record, latencyMs }) => {
      const [start, end] = [record.marks[from], record.marks[mark]]
      return latencyMs === null || start === undefined || end === undefined ? [] : [end - start]
    })
    return `${mark} ${figure('', 'ms', gaps)?.median ?? '-'}`
  })
  return `each stage after the one before, median ms: ${parts.join(', ')}`
}

const wayNotes = (way: Way, asked: readonly Asked[]): readonly string[] => {
  const failed = asked.filter(({ latencyMs }) => latencyMs === null)
  const reasons = [...new Set(asked.map(({ record }) => record.turnEndReason))]
  const speculated = asked.filter(({ record }) => record.speculated).length
  return [
    `${way}: ${stageNote(asked)}`,
    `${way}: ${speculated} of ${asked.length} replies were begun before the turn was confirmed; turns ended by: ${reasons.join(' | ')}`,
    ...failed.map(
      ({ question, heard, record }) =>
        `${way}: no reply to "${question.text}" (heard "${heard}", ${record.outcome} ${record.errorCode ?? ''})`,
    ),
  ]
}

const wordErrors = (asked: readonly Asked[]): Section => {
  const rates = asked.map(({ question, heard }) => {
    const reference = spokenWords(question.text)
    const errors = wordDistance(reference, spokenWords(heard))
    return { question, heard, errors, words: reference.length }
  })
  const errors = rates.reduce((sum, rate) => sum + rate.errors, 0)
  const words = rates.reduce((sum, rate) => sum + rate.words, 0)
  return {
    title: 'Speech to text: word error rate',
    figures: present([
      figure(
        'word error rate per question',
        '%',
        rates.map((rate) => (rate.errors / rate.words) * 100),
      ),
    ]),
    notes: [
      `overall ${((errors / Math.max(1, words)) * 100).toFixed(1)} % (${errors} errors in ${words} words)`,
      ...rates
        .filter((rate) => rate.errors > 0)
        .map(({ question, heard }) => `said "${question.text}", heard "${heard}"`),
    ],
  }
}

/** End of speech to first sound at the sound card, in each way in; and what was understood. */
export const measureLatency = (plan: Plan): Promise<readonly Section[]> =>
  inSession(async (session) => {
    const questions = (await loadQuestions('question')).filter(({ voice }) => voice === 'jo')
    const pick = (count: number) =>
      Array.from({ length: count }, (_, index) => questions[index % questions.length]).filter(
        (question) => question !== undefined,
      )
    // The first exchange after a start warms caches that every later one finds warm: not counted.
    await askAll(session, 'hold', pick(1))
    const ways: { readonly way: Way; readonly asked: readonly Asked[] }[] = []
    for (const way of ['open', 'hold', 'tap'] as const)
      if (plan[way] > 0) ways.push({ way, asked: await askAll(session, way, pick(plan[way])) })
    process.stderr.write('\n')
    return [
      {
        title: 'End of speech → first sound of the reply at the sound card',
        figures: present(
          ways.flatMap(({ way, asked }) => [
            figure(way, 'ms', present(asked.map(({ latencyMs }) => latencyMs))),
            ...markFigures(asked),
          ]),
        ),
        notes: ways.flatMap(({ way, asked }) => wayNotes(way, asked)),
      },
      wordErrors(ways.flatMap(({ asked }) => asked)),
    ]
  })
