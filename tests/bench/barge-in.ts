import { loadQuestions, questionSound, type Question } from '../support/sound-lab/questions.ts'
import { RECORDING_RATE_HZ } from '../support/sound-lab/recording.ts'
import { silenceAfterMs } from '../support/sound-lab/measure.ts'
import type { Sound } from '../support/sound-lab/sound.ts'
import { waitForSound } from '../support/sound-lab/wait-for-sound.ts'
import { HOTKEY, say } from './ask.ts'
import { figure, present, type Section } from './figure.ts'
import { inSession, request, type Session } from './room.ts'
import { stories } from './stories.ts'

/** The reply is spoken over after this. */
const INTO_REPLY_MS = 1200
/** A pause inside a sentence is shorter, the pause before the next reply longer. */
const SILENT_FOR_MS = 350
/** A barge-in that takes longer than this from its end on to silence the reply has failed. */
const GIVE_UP_AFTER_MS = 1500

interface BargeIn {
  readonly over: string
  readonly silenceMs: number | null
  readonly outcome: string
}

/** Asks for something long, and speaks over the answer. */
const bargeIn = async (session: Session, story: Sound, over: Question): Promise<BargeIn> => {
  const { room, warbler, recording } = session
  const before = (await warbler.log()).length
  await room.display.keyDown(HOTKEY)
  await warbler.until('listening', ({ conversation }) => conversation.way === 'hold')
  const asked = await say(session, story, () => room.display.keyUp(HOTKEY))
  const replyAt = await waitForSound(recording, asked.endSample)
  await new Promise((resolve) => setTimeout(resolve, INTO_REPLY_MS))
  const said = await say(session, await questionSound(over))
  await new Promise((resolve) => setTimeout(resolve, GIVE_UP_AFTER_MS))
  const heard = await recording.read(replyAt)
  const spokenOverAt = said.startSample - replyAt
  const reply = heard.loudspeakerChannel
  const silenceMs = silenceAfterMs(reply, RECORDING_RATE_HZ, spokenOverAt, {
    silentForMs: SILENT_FOR_MS,
  })
  // What was said over the reply is a turn of its own: it is not waited for.
  await request(warbler, 'conversation.cancel', { by: 'escape' })
  await warbler.until('idle', ({ conversation }) => conversation.phase === 'idle')
  const [record] = (await warbler.log()).slice(before)
  const outcome = record === undefined ? 'unfinished' : record.outcome
  process.stderr.write('.')
  return { over: over.text, silenceMs, outcome }
}

/** Barge-in to silence at the sound card. */
export const measureBargeIn = async (count: number): Promise<readonly Section[]> => {
  const nextStory = await stories()
  return inSession(async (session) => {
    const commands = await loadQuestions('command')
    const done: BargeIn[] = []
    for (let index = 0; index < count; index++) {
      const over = commands[index % commands.length]
      if (over !== undefined) done.push(await bargeIn(session, nextStory(), over))
    }
    process.stderr.write('\n')
    // A reply that ended by itself before it was spoken over proves nothing.
    const counted = done.filter(({ outcome }) => outcome !== 'answered')
    return [
      {
        title: 'Speech over a reply → silence at the sound card',
        figures: present([
          figure('barge-in → silence', 'ms', present(counted.map(({ silenceMs }) => silenceMs))),
        ]),
        notes: done
          .filter(({ outcome, silenceMs }) => outcome !== 'interrupted' || silenceMs === null)
          .map(
            ({ over, outcome, silenceMs }) =>
              `"${over}": reply ${outcome}${silenceMs === null ? ', never silent' : ''}`,
          ),
      },
    ]
  })
}
