import type { TimelineEntry, TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { waitUntil } from '../../support/child-process.ts'
import { locate } from '../../support/sound-lab/locate.ts'
import { soundSpans, type SoundSpan } from '../../support/sound-lab/measure.ts'
import { audiblePart } from '../../support/sound-lab/play.ts'
import { RECORDING_RATE_HZ } from '../../support/sound-lab/recording.ts'
import { readSound } from '../../support/sound-lab/sound-file.ts'
import { speak } from '../../support/sound-lab/speak.ts'
import { resample } from '../../support/sound-lab/resample.ts'
import type { Sound } from '../../support/sound-lab/sound.ts'
import { waitForSound } from '../../support/sound-lab/wait-for-sound.ts'
import { inSession, request, type Session } from '../room.ts'

/** What the parts of the conversation's benchmark have in common: talking, and looking at what came. */

const SEARCH_SAMPLES = RECORDING_RATE_HZ * 2
const REPLY_LIMIT_MS = 60_000

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms))
export const inMs = (samples: number): number => (samples * 1000) / RECORDING_RATE_HZ
export const inSamples = (ms: number): number => Math.round((ms * RECORDING_RATE_HZ) / 1000)

/** Runs something in an open conversation of its own. */
export const inOpenConversation = <T>(use: (session: Session) => Promise<T>): Promise<T> =>
  inSession(async (session) => {
    await request(session.warbler, 'conversation.set-open', { open: true })
    await untilListening(session)
    return use(session)
  })

export const untilListening = ({ warbler }: Session): Promise<unknown> =>
  warbler.until(
    'listening',
    ({ conversation }) => conversation.way === 'open' && conversation.phase === 'listening',
    REPLY_LIMIT_MS,
  )

/** Plays a sound as the person; resolves with where its audible part lies in the recording. */
export const sayInto = async (
  { room, recording }: Session,
  sound: Sound,
): Promise<{ readonly startSample: number; readonly endSample: number }> => {
  const played = resample(sound, RECORDING_RATE_HZ)
  const from = await recording.position()
  await room.lab.play(played)
  const found = await waitUntil(
    'the sound in the recording',
    async () => {
      const to = from + played.samples.length + SEARCH_SAMPLES
      const { personChannel } = await recording.read(from, to)
      return locate(personChannel, played.samples, 0, SEARCH_SAMPLES) ?? undefined
    },
    { withinMs: 4000, everyMs: 250 },
  )
  const { start, end } = audiblePart(played.samples)
  return { startSample: from + found.atSample + start, endSample: from + found.atSample + end }
}

/** Sounds at the loudspeaker from a sample on; positions are those of the recording. */
export const loudspeakerSpans = async (
  { recording }: Session,
  from: number,
  detection: Parameters<typeof soundSpans>[2] = {},
): Promise<readonly SoundSpan[]> => {
  const { loudspeakerChannel, sampleRateHz } = await recording.read(from)
  return soundSpans(loudspeakerChannel, sampleRateHz, detection).map(({ start, end }) => ({
    start: start + from,
    end: end + from,
  }))
}

/** Records that came since there were `before`; waits for the first. */
export const recordsSince = async (
  { warbler }: Session,
  before: number,
): Promise<readonly TurnLogRecord[]> =>
  waitUntil(
    'a finished exchange',
    async () => {
      const records = (await warbler.log()).slice(before)
      return records.length === 0 ? undefined : records
    },
    { withinMs: REPLY_LIMIT_MS, everyMs: 200 },
  )

export const personTurns = async ({ warbler }: Session): Promise<readonly TranscriptTurn[]> =>
  (await warbler.turns()).filter(({ speaker }) => speaker === 'person')

const TOPICS =
  'lighthouse dragon river castle garden mountain sailor baker winter forest teacher robot island horse painter'.split(
    ' ',
  )
const ASKED = [
  (topic: string) => `Tell me a long story about a ${topic}.`,
  (topic: string) => `Write me a long tale of a ${topic} and a friend.`,
  (topic: string) => `Please tell me everything about the life of a ${topic}.`,
]

/**
 * Requests for something long, none twice in a row of 45: asked the same again, a small model repeats
 * what was heard of its first answer, and that ends where it was interrupted.
 */
export const stories = async (): Promise<() => Sound> => {
  const sounds: Sound[] = []
  for (const ask of ASKED) {
    for (const topic of TOPICS) sounds.push(await readSound(await speak(ask(topic))))
  }
  let next = 0
  return () => {
    const sound = sounds[next++ % sounds.length]
    if (sound === undefined) throw new Error('there are no stories')
    return sound
  }
}

/** How far into a reply it is spoken over. */
const INTO_REPLY_MS = 1200

/** Asks for something long and waits until its answer is well under way. */
export const beginReply = async (session: Session, story: Sound): Promise<number> => {
  await untilListening(session)
  const { endSample } = await sayInto(session, story)
  const replyAt = await waitForSound(session.recording, endSample)
  await pause(INTO_REPLY_MS)
  return replyAt
}

/** Ends whatever sounds. */
export const beQuiet = async (session: Session): Promise<void> => {
  await request(session.warbler, 'conversation.cancel', { by: 'escape' })
  await untilListening(session)
}

export const bargeIns = (
  records: readonly TurnLogRecord[],
): readonly Extract<TimelineEntry, { kind: 'barge-in' }>[] =>
  records.flatMap(({ timeline }) => timeline.filter((entry) => entry.kind === 'barge-in'))

/** "2 of 12 (17 %)" */
export const share = (count: number, of: number): string =>
  of === 0 ? 'none tried' : `${count} of ${of} (${Math.round((100 * count) / of)} %)`
