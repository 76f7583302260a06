import type { TranscriptTurn, TurnStatus } from '../../contracts/transcript.ts'
import { orderOf } from '../actions/understand.ts'
import { groupByExchange } from './grouping.ts'

/** More turns than any prompt has room for; the transcript has all of them. */
export const REMEMBERED_TURNS = 200

/** One turn as the agent remembers it. */
interface RememberedTurn {
  readonly speaker: TranscriptTurn['speaker']
  readonly text: string
  readonly status: TurnStatus
}

/** Obeyed by Warbler itself: no talk that the model would go on with. */
const isOrder = ({ speaker, text }: TranscriptTurn): boolean =>
  speaker === 'person' && orderOf(text) !== null

/**
 * What the language model is told of stored turns: everything that was said and heard, in order, and
 * nothing else. The stored text of an interrupted reply is what was heard of it; one that is still
 * streaming, or of which nothing was heard, is not remembered.
 */
export const rememberedTurns = (turns: readonly TranscriptTurn[]): readonly RememberedTurn[] =>
  groupByExchange(turns)
    .filter(({ turns: said }) => !said.some(isOrder))
    .flatMap((exchange) => exchange.turns)
    .map(({ speaker, text, status }) => ({ speaker, text: text.trim(), status }))
    .filter(({ text, status }) => text !== '' && status !== 'streaming')
