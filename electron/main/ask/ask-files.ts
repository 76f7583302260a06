import { succeed, type Result } from '../../contracts/errors.ts'
import { readQuestion, unanswered, type Asker } from './ask.ts'
import type { Sound } from './join-sounds.ts'
import type { AskedTurn } from './report.ts'

/** What became of all that was asked, and what was said. */
interface Asked {
  readonly turns: readonly AskedTurn[]
  readonly replies: readonly Sound[]
}

/**
 * Asks each file in turn, as one conversation. The engines are opened for the first one that can be read:
 * whoever has mistyped a name, or typed the words of a question, waits for no model.
 * @param open the asker; as it fails, so does the whole
 * @param onTurn what became of one, as soon as it is known
 */
export const askFiles = async (
  files: readonly string[],
  open: () => Promise<Result<Asker>>,
  onTurn: (turn: AskedTurn) => void,
): Promise<Result<Asked>> => {
  const turns: AskedTurn[] = []
  const replies: Sound[] = []
  let asker: Asker | null = null
  try {
    for (const file of files) {
      const question = await readQuestion(file)
      let turn: AskedTurn
      if (question.ok) {
        if (asker === null) {
          const opened = await open()
          if (!opened.ok) return opened
          asker = opened.value
        }
        turn = await asker.ask(question.value)
        replies.push(asker.takeReply())
      } else {
        turn = unanswered(file, question.error)
      }
      turns.push(turn)
      onTurn(turn)
    }
  } finally {
    await asker?.dispose()
  }
  return succeed({ turns, replies })
}
