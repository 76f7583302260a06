import { loadQuestions, questionSound } from '../../support/sound-lab/questions.ts'
import {
  inRoom,
  REVERBERATION_S,
  type Distance,
  type RoomName,
} from '../../support/sound-lab/room.ts'
import { wordErrorRate } from '../../support/sound-lab/word-error-rate.ts'
import { newRecords, say } from '../ask.ts'
import { figure, present, type Section } from '../figure.ts'
import { inOpenConversation, personTurns, share, untilListening } from './talk.ts'

const ROOMS: readonly RoomName[] = ['office', 'living-room', 'bare']
const DISTANCES: readonly Distance[] = ['near', 'far']

/** Questions asked in rooms that reverberate: whether each makes one turn, and what is heard of it. */
export const measureRooms = (questions: number): Promise<readonly Section[]> =>
  inOpenConversation(async (session) => {
    const all = (await loadQuestions('question')).slice(0, questions)
    const places = ROOMS.flatMap((room) => DISTANCES.map((distance) => ({ room, distance })))
    const heard: { place: string; text: string; turns: readonly string[]; errors: number }[] = []
    for (const { room, distance } of places) {
      for (const question of all) {
        await untilListening(session)
        const said = (await personTurns(session)).length
        const before = (await session.warbler.log()).length
        await say(session, inRoom(await questionSound(question), room, distance))
        await newRecords(session, before)
        await untilListening(session)
        const turns = (await personTurns(session)).slice(said).map(({ text }) => text)
        const errors = 100 * wordErrorRate(question.text, turns.join(' '))
        const place = `${room} (${REVERBERATION_S[room]} s), ${distance}`
        heard.push({ place, text: question.text, turns, errors })
        process.stderr.write('.')
      }
    }
    const once = heard.filter(({ turns }) => turns.length === 1).length
    return [
      {
        title: 'Questions in rooms that reverberate',
        figures: present(
          [...new Set(heard.map(({ place }) => place))].map((place) =>
            figure(
              `word errors: ${place}`,
              '%',
              heard.filter((one) => one.place === place).map(({ errors }) => errors),
            ),
          ),
        ),
        notes: [
          `one turn of one question: ${share(once, heard.length)}`,
          ...heard
            .filter(({ turns, errors }) => turns.length !== 1 || errors > 0)
            .map(({ place, text, turns }) => `${place}: "${text}" as "${turns.join('" and "')}"`),
        ],
      },
    ]
  })
