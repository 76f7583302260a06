import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { soundSpans, type SoundSpan } from '../../support/sound-lab/measure.ts'
import { RECORDING_RATE_HZ } from '../../support/sound-lab/recording.ts'
import type { Sound } from '../../support/sound-lab/sound.ts'
import { waitForSound } from '../../support/sound-lab/wait-for-sound.ts'
import { say } from '../ask.ts'
import { inSession, request, type Session } from '../room.ts'

/** What the parts of the conversation's benchmark have in common: talking, and looking at what came. */

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

export const personTurns = async ({ warbler }: Session): Promise<readonly TranscriptTurn[]> =>
  (await warbler.turns()).filter(({ speaker }) => speaker === 'person')

/** How far into a reply it is spoken over. */
const INTO_REPLY_MS = 1200

/** Asks for something long and waits until its answer is well under way. */
export const beginReply = async (session: Session, story: Sound): Promise<number> => {
  await untilListening(session)
  const { endSample } = await say(session, story)
  const replyAt = await waitForSound(session.recording, endSample)
  await pause(INTO_REPLY_MS)
  return replyAt
}

/** Ends whatever sounds. */
export const beQuiet = async (session: Session): Promise<void> => {
  await request(session.warbler, 'conversation.cancel', { by: 'escape' })
  await untilListening(session)
}

/** "2 of 12 (17 %)" */
export const share = (count: number, of: number): string =>
  of === 0 ? 'none tried' : `${count} of ${of} (${Math.round((100 * count) / of)} %)`
