import { withReply } from './exchange.ts'
import { replyOf, type ConversationState } from './state.ts'
import { step, type Step } from './step.ts'

/**
 * An answer stands still while it is spoken over and until that has been judged, and only then: one
 * that is heard goes silent where it is, one that is not heard yet does not begin. Told by the state
 * and not by what led to it: however the ear was closed, a reply never stays silent.
 */
export const duckWhileSpokenOver = (state: ConversationState): Step => {
  const reply = replyOf(state)
  if (reply === null || state.exchange?.confirmed !== true) return step(state)
  const { listening } = state
  const isSpokenOver = listening.kind === 'speaking' || listening.kind === 'judging'
  const ducked = isSpokenOver && !listening.unheeded
  if (ducked === reply.ducked) return step(state)
  return step(
    { ...state, exchange: withReply(state.exchange, { ...reply, ducked }) },
    { type: 'duck', generation: reply.generation, ducked },
  )
}
