import { replyOf, type ConversationState, type Exchange, type Reply } from './state.ts'

/** Which sound belongs to which turn of the transcript, for whoever keeps both. */

export interface SpokenTurn {
  /** The id of the person's turn. */
  readonly turnId: string
  /** What the utterance held behind this belongs to no turn. */
  readonly endSample: number
}

/** The exchange under way, and those that were withdrawn for it. */
export const exchangesOf = ({ exchange, carry }: ConversationState): readonly Exchange[] =>
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
  return found === undefined || after.offRecord.includes(found.id)
    ? null
    : { turnId: `${found.id}-p`, endSample: found.endSample }
}

/**
 * The reply of that number, under way or just cut off, and the id of its turn; null where it is neither, or nothing
 * is kept of it.
 */
export const spokenReply = (
  state: ConversationState,
  generation: number,
): { readonly turnId: string; readonly reply: Reply } | null => {
  const { exchange, cutOff, offRecord } = state
  const reply = replyOf(state)
  const found =
    exchange !== null && reply?.generation === generation
      ? { id: exchange.id, reply }
      : cutOff?.generation === generation
        ? { id: cutOff.exchange.id, reply: cutOff.reply }
        : null
  if (found === null || offRecord.includes(found.id)) return null
  return { turnId: `${found.id}-r`, reply: found.reply }
}
