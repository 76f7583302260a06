import { loadQuestion, loadQuestions, questionSound } from '../../support/sound-lab/questions.ts'
import type { Sound } from '../../support/sound-lab/sound.ts'
import { wordErrorRate } from '../../support/sound-lab/word-error-rate.ts'
import { newRecords, say } from '../ask.ts'
import { figure, present, type Section } from '../figure.ts'
import type { Session } from '../room.ts'
import { stories } from '../stories.ts'
import {
  beginReply,
  beQuiet,
  inOpenConversation,
  pause,
  personTurns,
  share,
  untilListening,
} from './talk.ts'

/** Loudspeaker to microphone: three levels, a laptop's delay and a slow loudspeaker's. */
const ECHOES = [-20, -30, -40].flatMap((gainDb) =>
  [40, 150].map((delayMs) => ({ gainDb, delayMs })),
)
/** Its own last words have reached it by then, and would have become a turn. */
const AFTERWARDS_MS = 1500

interface Heard {
  readonly replies: number
  readonly captured: readonly string[]
  readonly stopped: number
  readonly tries: number
  readonly wordErrors: readonly number[]
}

const inEcho = async (
  session: Session,
  nextStory: () => Sound,
  { replies, tries }: { readonly replies: number; readonly tries: number },
): Promise<Heard> => {
  const questions = await loadQuestions('question')
  const captured: string[] = []
  for (let index = 0; index < replies; index += 1) {
    const question = questions[index % questions.length]
    if (question === undefined) continue
    await untilListening(session)
    const said = (await personTurns(session)).length
    const before = (await session.warbler.log()).length
    await say(session, await questionSound(question))
    await newRecords(session, before)
    await pause(AFTERWARDS_MS)
    const heard = (await personTurns(session)).slice(said + 1)
    captured.push(...heard.map(({ text }) => text))
    if (heard.length > 0) await beQuiet(session)
    process.stderr.write('.')
  }
  const over = await loadQuestion('wait-question')
  const wordErrors: number[] = []
  let stopped = 0
  for (let index = 0; index < tries; index += 1) {
    const before = (await session.warbler.log()).length
    await beginReply(session, nextStory())
    await say(session, await questionSound(over))
    await pause(1800)
    const [record] = (await session.warbler.log()).slice(before)
    if (record?.outcome === 'interrupted') stopped += 1
    const text = (await personTurns(session)).at(-1)?.text ?? ''
    wordErrors.push(100 * wordErrorRate(over.text, text))
    await beQuiet(session)
    process.stderr.write('.')
  }
  return { replies, captured, stopped, tries, wordErrors }
}

/**
 * With its loudspeaker in the room: turns made of its own voice (nobody spoke), and whether who speaks
 * over it is heard. Each echo begins with an app that has not learnt the room.
 */
export const measureEcho = async (plan: {
  readonly replies: number
  readonly tries: number
}): Promise<readonly Section[]> => {
  const nextStory = await stories()
  const heard: (Heard & { readonly name: string })[] = []
  for (const [index, echo] of ECHOES.entries()) {
    const share = Math.floor(plan.replies / ECHOES.length)
    const replies = share + (index < plan.replies % ECHOES.length ? 1 : 0)
    heard.push(
      await inOpenConversation(async (session) => {
        await session.room.lab.echo(echo)
        const name = `${echo.gainDb} dB, ${echo.delayMs} ms`
        return { name, ...(await inEcho(session, nextStory, { replies, tries: plan.tries })) }
      }),
    )
  }
  const sum = (value: (one: Heard) => number) => heard.reduce((total, one) => total + value(one), 0)
  return [
    {
      title: 'With its loudspeaker heard by the microphone',
      figures: present([
        figure(
          'word errors of what is said over it',
          '%',
          heard.flatMap((one) => one.wordErrors),
        ),
      ]),
      notes: [
        `turns made of its own voice: ${sum((one) => one.captured.length)} in ${sum((one) => one.replies)} replies`,
        `stopped when spoken over: ${share(
          sum((one) => one.stopped),
          sum((one) => one.tries),
        )}`,
        ...heard.map(
          ({ name, captured, replies, stopped, tries }) =>
            `${name}: ${captured.length} own turns in ${replies}, stopped ${stopped} of ${tries}${captured.length === 0 ? '' : ` ("${captured.join('", "')}")`}`,
        ),
      ],
    },
  ]
}
