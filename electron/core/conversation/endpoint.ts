import { endpointAfter, type PauseFacts } from '../turns/endpointing.ts'
import type { ConversationPolicy } from './policy.ts'
import { replyOf, type ConversationState, type Paused } from './state.ts'
import { step, type Step } from './step.ts'
import { seconds } from './trace.ts'

/** The silence that ends a turn: armed anew with everything that becomes known of the pause. */

/** Hold-to-talk ends on release and never before; every other way ends by silence. */
export const ownEndpoint = (state: ConversationState): boolean =>
  state.listening.kind === 'pausing' && state.listening.pressedAtMs === null

/** What is known of the pause that may end the turn. */
const factsOf = (state: ConversationState, pause: Paused): PauseFacts => ({
  words: state.exchange?.stage.kind === 'transcribing' ? null : (state.exchange?.text ?? null),
  score: pause.score,
  wordsScore: state.exchange?.wordsScore ?? null,
})

/** Waits for the silence that ends this turn, from what is known of it now. */
export const armEndpoint = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const { listening } = state
  if (listening.kind !== 'pausing' || !ownEndpoint(state)) return step(state)
  const { silenceMs } = endpointAfter(factsOf(state, listening), policy.endpointing)
  const delayMs = Math.max(0, silenceMs - (atMs - listening.speechEndAtMs))
  return step(state, { type: 'set-timer', timer: 'endpoint', delayMs })
}

/** Why the pause under way would end the turn now: "0.36 s silence, complete 0.94". */
export const endpointReason = (
  state: ConversationState,
  pause: Paused,
  atMs: number,
  policy: ConversationPolicy,
): string => {
  const { reason } = endpointAfter(factsOf(state, pause), policy.endpointing)
  return `${seconds(atMs - pause.speechEndAtMs)} silence, ${reason}`
}

/** The language model has read the words: the silence that ends the turn may be another now. */
export const onWordsScore = (
  state: ConversationState,
  event: { readonly generation: number; readonly probability: number; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const exchange = state.exchange
  if (exchange === null || replyOf(state)?.generation !== event.generation) return step(state)
  const known = { ...state, exchange: { ...exchange, wordsScore: event.probability } }
  return exchange.confirmed ? step(known) : armEndpoint(known, event.atMs, policy)
}
