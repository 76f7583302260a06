import { replyOf, type ConversationState, type Exchange, type Reply } from './state.ts'

/** Which sound belongs to which turn of the transcript, for whoever keeps both. */

export interface SpokenTurn {
  /** The id of the person's turn. */
  readonly turnId: string
  /** What the utterance held behind this belongs to no turn. */
  readonly endSample: number
}

const exchangesOf = ({ exchange, carry }: ConversationState): readonly Exchange[] =>
  [exchange, exchange?.carry?.pending, carry?.pending].filter((one) => one != null)

/**
 * The person's turn that an utterance's words went into; null where they went into none.
 * @param before where it is done with, `after` what that made of it
 */
export const spokenTurn = (
  before: ConversationState,
  after: ConversationState,
  utterance: number,
): SpokenTurn | null => {
  const found = [before, after]
    .flatMap(exchangesOf)
    .find((exchange) => exchange.utterance === utterance)
  return found === undefined ? null : { turnId: `${found.id}-p`, endSample: found.endSample }
}

/** The reply of that number, under way or just cut off, and the id of its turn; null where it is neither. */
export const spokenReply = (
  state: ConversationState,
  generation: number,
): { readonly turnId: string; readonly reply: Reply } | null => {
  const { exchange, cutOff } = state
  const reply = replyOf(state)
  if (exchange !== null && reply?.generation === generation) {
    return { turnId: `${exchange.id}-r`, reply }
  }
  if (cutOff === null || cutOff.generation !== generation) return null
  return { turnId: `${cutOff.exchange.id}-r`, reply: cutOff.reply }
}
