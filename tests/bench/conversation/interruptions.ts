import { loadQuestions, questionSound } from '../../support/sound-lab/questions.ts'
import type { Sound } from '../../support/sound-lab/sound.ts'
import {
  agreeingHum,
  cough,
  cupSetDown,
  doorSlam,
  throatClearing,
  typing,
} from '../../support/sound-lab/sounds.ts'
import { readSound } from '../../support/sound-lab/sound-file.ts'
import { speak } from '../../support/sound-lab/speak.ts'
import { say } from '../ask.ts'
import { figure, present, type Section } from '../figure.ts'
import type { Session } from '../room.ts'
import { stories } from '../stories.ts'
import {
  beginReply,
  beQuiet,
  inMs,
  inOpenConversation,
  inSamples,
  loudspeakerSpans,
  pause,
  share,
} from './talk.ts'

/** Something that sounds over a reply. */
interface Over {
  readonly name: string
  readonly sound: Sound
}

const SPOKEN_BACKCHANNELS = ['Uh huh.', 'Yeah.', 'Okay.', 'Right.', 'I see.', 'Oh, really?']
const HUMS_HZ = [105, 120, 200, 240]

const backchannels = async (): Promise<readonly Over[]> => {
  const recorded = (await loadQuestions('backchannel')).map(async (question) => ({
    name: `"${question.text}"`,
    sound: await questionSound(question),
  }))
  const spoken = SPOKEN_BACKCHANNELS.map(async (text) => ({
    name: `"${text}" (another voice)`,
    sound: await readSound(await speak(text, { voice: 'espeak' })),
  }))
  const hums = HUMS_HZ.map((pitchHz) => ({
    name: `a hum at ${pitchHz} Hz`,
    sound: agreeingHum(pitchHz),
  }))
  return [...(await Promise.all([...recorded, ...spoken])), ...hums]
}

const noises = (): readonly Over[] => [
  { name: 'a cough', sound: cough() },
  { name: 'a door', sound: doorSlam() },
  { name: 'typing', sound: typing(1) },
  { name: 'a throat', sound: throatClearing() },
  { name: 'a cup', sound: cupSetDown() },
]

const orders = async (): Promise<readonly Over[]> =>
  Promise.all(
    (await loadQuestions('command')).map(async (question) => ({
      name: `"${question.text}"`,
      sound: await questionSound(question),
    })),
  )

interface Heard {
  readonly over: Over
  readonly stopped: boolean
  /** From the sound's first sample to the end of what the reply was saying. */
  readonly silenceMs: number
  /** How long the reply stood still before it went on. */
  readonly stoodStillMs: number
  /** Samples of the old reply that sounded after it had fallen silent for good. */
  readonly afterwards: number
  readonly why: string
}

/** What the reply did is known after this: words are there, and it has gone on or has not. */
const OUTCOME_MS = 2200
/** After many interruptions in one conversation a small model's answers are over too soon. */
const SAME_CONVERSATION = 6
/** Gaps within a spoken sentence are shorter. */
const STILL_MS = 150

const soundOver = async (session: Session, story: Sound, over: Over): Promise<Heard | null> => {
  const before = (await session.warbler.log()).length
  const replyAt = await beginReply(session, story)
  const { startSample } = await say(session, over.sound)
  await pause(OUTCOME_MS)
  const records = (await session.warbler.log()).slice(before)
  const stopped = records[0]?.outcome === 'interrupted'
  const spans = await loudspeakerSpans(session, replyAt, { joinGapMs: STILL_MS })
  const sounding = spans.find(({ start, end }) => start <= startSample && end > startSample)
  // A reply that was over before it was spoken over proves nothing.
  if (sounding === undefined) {
    await beQuiet(session)
    return null
  }
  const next = spans.find(({ start }) => start >= sounding.end)
  const judged = records[0]?.timeline.findLast((entry) => entry.kind === 'barge-in')
  await beQuiet(session)
  const all = (await session.warbler.log()).slice(before)
  const answersAtMs = all[1]?.marks['playback-start']
  const old = stopped && answersAtMs === undefined ? spans : []
  const silentFrom = sounding.end + inSamples(400)
  return {
    over,
    stopped,
    silenceMs: inMs(sounding.end - startSample),
    stoodStillMs: stopped || next === undefined ? 0 : inMs(next.start - sounding.end),
    afterwards: old
      .filter(({ start }) => start >= silentFrom)
      .reduce((sum, { start, end }) => sum + end - start, 0),
    why: judged?.kind === 'barge-in' ? `${judged.outcome}: ${judged.reason}` : '',
  }
}

const stops = (heard: readonly Heard[]): string =>
  share(heard.filter(({ stopped }) => stopped).length, heard.length)

/**
 * Speech and noise over a reply. To silence: from the first audible sample of the person's speech to
 * the last of the reply's sound. Stopped: the reply counts as interrupted.
 */
export const measureInterruptions = async (plan: {
  readonly orders: number
  readonly rounds: number
  readonly every: number
}): Promise<readonly Section[]> => {
  const nextStory = await stories()
  let inVain = 0
  const several = async (overs: readonly Over[]): Promise<readonly Heard[]> => {
    const heard: (Heard | null)[] = []
    for (let from = 0; from < overs.length; from += SAME_CONVERSATION) {
      await inOpenConversation(async (session) => {
        for (const over of overs.slice(from, from + SAME_CONVERSATION)) {
          heard.push(await soundOver(session, nextStory(), over))
          process.stderr.write('.')
        }
      })
    }
    inVain += heard.filter((one) => one === null).length
    return present(heard)
  }
  const repeated = (overs: readonly Over[], times: number) =>
    Array.from({ length: times }, () => overs).flat()
  const meant = await orders()
  const ordered = await several(
    Array.from({ length: plan.orders }, (_, index) => meant[index % meant.length]).filter(
      (over) => over !== undefined,
    ),
  )
  const some = (overs: readonly Over[]) => overs.filter((_, index) => index % plan.every === 0)
  const agreed = await several(repeated(some(await backchannels()), plan.rounds))
  const noisy = await several(repeated(some(noises()), plan.rounds))
  const stoppedOnes = ordered.filter(({ stopped }) => stopped)
  return [
    {
      title: 'Speech and noise over a reply',
      figures: present([
        figure(
          'barge-in → silence',
          'ms',
          stoppedOnes.map((one) => one.silenceMs),
        ),
        figure(
          'stood still for a backchannel or noise',
          'ms',
          [...agreed, ...noisy].map(({ stoodStillMs }) => stoodStillMs).filter((ms) => ms > 0),
        ),
      ]),
      notes: [
        `stopped at an order or a sentence: ${stops(ordered)}`,
        `stopped at a backchannel: ${stops(agreed)}`,
        `stopped at a noise: ${stops(noisy)}`,
        `not counted, because the reply was over too soon: ${inVain}`,
        `samples of the old reply after it fell silent: ${ordered.reduce((sum, { afterwards }) => sum + afterwards, 0)}`,
        ...[
          ...ordered.filter(({ stopped }) => !stopped),
          ...[...agreed, ...noisy].filter(({ stopped }) => stopped),
        ].map(
          ({ over, stopped, why }) => `${over.name}: ${stopped ? 'stopped' : 'went on'} (${why})`,
        ),
      ],
    },
  ]
}
