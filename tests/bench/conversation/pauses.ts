import { soundSpans } from '../../support/sound-lab/measure.ts'
import { audiblePart } from '../../support/sound-lab/play.ts'
import { loadQuestions, questionSound } from '../../support/sound-lab/questions.ts'
import { joinSounds, silence, type Sound } from '../../support/sound-lab/sound.ts'
import { readSound } from '../../support/sound-lab/sound-file.ts'
import { speak } from '../../support/sound-lab/speak.ts'
import { newRecords, say } from '../ask.ts'
import { figure, present, type Section } from '../figure.ts'
import type { Session } from '../room.ts'
import {
  beQuiet,
  inMs,
  inOpenConversation,
  inSamples,
  loudspeakerSpans,
  pause,
  share,
  untilListening,
} from './talk.ts'

/** A person reacts to a sound after this: a reply that begins later is no cut in the pause any more. */
const REACTION_MS = 250
/** Shorter sounds are no speech; a reply that the person's going on silenced at once is longer. */
const SHORTEST_SOUND_MS = 40

/**
 * Each half is spoken by itself, so that the pause stands between two words and the voice stays up before
 * it: in a sentence spoken whole the longest silence is that of a consonant ("Do you kn|ow").
 */
const SENTENCES: readonly (readonly [string, string])[] = [
  ['I would like to know,', 'how far away the moon is.'],
  ['Can you tell me,', 'who painted the Mona Lisa?'],
  ['What is the name of,', 'the largest desert on Earth?'],
  ['Tell me a short story about,', 'a dog who learns to fly.'],
  ['How many legs,', 'does a spider have?'],
  ['I was thinking about,', 'what to cook for dinner tonight.'],
  ['Which planet,', 'is closest to the sun?'],
  ['Do you know,', 'how many days there are in a year?'],
  ['My favourite colour is blue,', 'what is yours?'],
  ['I would like to hear about Rome,', 'and its history.'],
  ['Please explain,', 'how a bicycle works.'],
  ['What is seven,', 'plus five?'],
]

/** A sentence in two parts. */
interface Halves {
  readonly text: string
  readonly kind: 'recorded' | 'spoken'
  readonly with: (pauseMs: number) => Promise<{ readonly sound: Sound; readonly firstMs: number }>
}

const msOf = ({ samples, sampleRateHz }: Sound): number => (samples.length * 1000) / sampleRateHz

/** A sound without the silence at its ends. */
const audible = ({ samples, sampleRateHz }: Sound): Sound => {
  const { start, end } = audiblePart(samples)
  return { samples: samples.slice(start, end), sampleRateHz }
}

const spokenHalves = ([before, after]: readonly [string, string]): Halves => ({
  text: `${before} ${after}`,
  kind: 'spoken',
  with: async (pauseMs) => {
    const [first, second] = [
      audible(await readSound(await speak(before))),
      audible(await readSound(await speak(after))),
    ]
    const gap = silence(pauseMs / 1000, first.sampleRateHz)
    return { sound: joinSounds([first, gap, second]), firstMs: msOf(first) }
  },
})

const recordedHalves = async (): Promise<readonly Halves[]> =>
  (await loadQuestions('thinking-pause')).map((question) => ({
    text: question.text,
    kind: 'recorded',
    with: async (pauseMs) => {
      const joined = await questionSound(question, 0)
      const sound = await questionSound(question, pauseMs)
      // What the pause is not: the first part ends where the joined clip's second begins.
      const gap = longestGapAfter(sound, pauseMs)
      return { sound, firstMs: Math.min(gap, msOf(joined)) }
    },
  }))

/** Where the silence of about this length begins, ms. */
const longestGapAfter = ({ samples, sampleRateHz }: Sound, pauseMs: number): number => {
  const spans = soundSpans(samples, sampleRateHz, { thresholdDb: -50, joinGapMs: pauseMs * 0.7 })
  return ((spans[0]?.end ?? samples.length) * 1000) / sampleRateHz
}

interface Tried {
  readonly halves: Halves
  readonly pauseMs: number
  readonly cut: boolean
  readonly why: string
  readonly latencyMs: number | null
  readonly discarded: number
}

const tryOne = async (session: Session, halves: Halves, pauseMs: number): Promise<Tried> => {
  await untilListening(session)
  const before = (await session.warbler.log()).length
  const { sound, firstMs } = await halves.with(pauseMs)
  const { startSample, endSample } = await say(session, sound)
  await newRecords(session, before)
  await untilListening(session)
  await pause(300)
  const records = (await session.warbler.log()).slice(before)
  const spans = await loudspeakerSpans(session, startSample, { minimumMs: SHORTEST_SOUND_MS })
  const pauseFrom = startSample + inSamples(firstMs)
  const pauseTo = pauseFrom + inSamples(pauseMs + REACTION_MS)
  const sounded = spans.some(({ start }) => start >= pauseFrom && start < pauseTo)
  const answered = records.filter(({ outcome }) => outcome !== 'no-speech').length
  const first = spans.find(({ start }) => start >= endSample - inSamples(100))
  await beQuiet(session)
  return {
    halves,
    pauseMs,
    cut: sounded || answered > 1,
    why: records.map(({ turnEndReason }) => turnEndReason).join(' | '),
    latencyMs: first === undefined ? null : inMs(first.start - endSample),
    discarded: records.reduce((sum, record) => sum + record.discardedSpeculations, 0),
  }
}

const rate = (tried: readonly Tried[]): string =>
  share(tried.filter(({ cut }) => cut).length, tried.length)

/**
 * Cut off: while somebody pauses inside a sentence the loudspeaker sounds (until 250 ms after they went
 * on), or both halves are answered. Latency: from the last sample of the sentence to the first of the
 * reply, in the same run.
 */
export const measurePauses = (plan: {
  readonly pausesMs: readonly number[]
  readonly sentences: number
}): Promise<readonly Section[]> =>
  inOpenConversation(async (session) => {
    const all = [...(await recordedHalves()), ...SENTENCES.map(spokenHalves)]
    const step = Math.max(1, all.length / plan.sentences)
    const chosen = Array.from(
      { length: Math.min(plan.sentences, all.length) },
      (_, index) => all[Math.floor(index * step)],
    ).filter((halves) => halves !== undefined)
    const tried: Tried[] = []
    for (const pauseMs of plan.pausesMs) {
      for (const halves of chosen) {
        tried.push(await tryOne(session, halves, pauseMs))
        process.stderr.write('.')
      }
    }
    const upToOne = tried.filter(({ pauseMs }) => pauseMs <= 1000)
    const latencies = present(tried.filter(({ cut }) => !cut).map(({ latencyMs }) => latencyMs))
    return [
      {
        title: 'Thinking pauses inside a sentence: cut off, and how fast the whole is answered',
        figures: present([figure('end of speech → first sound', 'ms', latencies)]),
        notes: [
          ...plan.pausesMs.map(
            (ms) => `cut off at ${ms} ms: ${rate(tried.filter(({ pauseMs }) => pauseMs === ms))}`,
          ),
          `cut off at pauses up to 1000 ms: ${rate(upToOne)}`,
          ...(['recorded', 'spoken'] as const).map(
            (kind) =>
              `of them, ${kind}: ${rate(upToOne.filter(({ halves }) => halves.kind === kind))}`,
          ),
          `replies begun too early and dropped unheard: ${tried.reduce((sum, { discarded }) => sum + discarded, 0)} in ${tried.length} turns`,
          ...tried
            .filter(({ cut }) => cut)
            .map(({ halves, pauseMs, why }) => `cut at ${pauseMs} ms: "${halves.text}" (${why})`),
        ],
      },
    ]
  })
