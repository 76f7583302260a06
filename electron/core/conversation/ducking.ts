import { withReply } from './exchange.ts'
import { replyOf, type ConversationState } from './state.ts'
import { step, type Step } from './step.ts'

/**
 * A reply that is heard stands still while it is spoken over, and only then. Told by the state and
 * not by what led to it: however the ear was closed, a reply never stays silent.
 */
export const duckWhileSpokenOver = (state: ConversationState): Step => {
  const reply = replyOf(state)
  if (reply === null || state.exchange === null || reply.startedAtMs === null) return step(state)
  const ducked = state.listening.kind === 'speaking'
  if (ducked === reply.ducked) return step(state)
  return step(
    { ...state, exchange: withReply(state.exchange, { ...reply, ducked }) },
    { type: 'duck', generation: reply.generation, ducked },
  )
}
