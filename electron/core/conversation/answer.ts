import { spokenCommandOf } from '../turns/spoken-commands.ts'
import { obey } from './acting.ts'
import { generate } from './exchange.ts'
import type { ConversationPolicy } from './policy.ts'
import { onTextDelta } from './reply.ts'
import { restOf, say } from './say.ts'
import { replyOf, type ConversationState, type Exchange } from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'

/** Who answers a turn: the model, the reply that was cut off before, or the conversation itself. */

/** The person's words are safe: now, and not before, a reply is attempted. */
export const onWordsStored = (
  state: ConversationState,
  event: { readonly exchangeId: string; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const exchange = state.exchange
  if (exchange?.stage.kind !== 'storing' || exchange.id !== event.exchangeId) return step(state)
  const dropped = exchange.confirmed
    ? ([{ type: 'drop-utterance', utterance: exchange.utterance, keepJournal: false }] as const)
    : []
  const obeyed = obey(state, exchange, event.atMs, policy)
  // What is ordered may be to erase everything: the sound of the order is let go before that is done.
  if (obeyed !== null) return { ...obeyed, effects: [...dropped, ...obeyed.effects] }
  return andThen(answer(state, exchange, event.atMs, policy), (state) => step(state, ...dropped))
}

const answer = (
  state: ConversationState,
  exchange: Exchange,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  // Asked for a yes, they speak of something else: it is not done.
  const other = { ...state, confirming: null }
  return spokenCommandOf(exchange.text) === 'go-on'
    ? goOn(other, exchange, atMs, policy)
    : generate(other, exchange, 1, atMs)
}

/**
 * "Go on": what was written and not heard is said at once; where the model had not finished, it
 * writes on from there.
 */
const goOn = (
  state: ConversationState,
  exchange: Exchange,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const rest = state.cutOff === null ? '' : restOf(state.cutOff)
  if (state.cutOff === null || rest === '') return generate(state, exchange, 1, atMs)
  if (state.cutOff.reply.generated) return say(state, exchange, { text: rest, atMs }, policy)
  return andThen(generate(state, exchange, 1, atMs, rest), (state) => {
    const generation = replyOf(state)?.generation ?? 0
    return onTextDelta(state, { generation, text: rest, atMs }, policy)
  })
}

/** Nothing of the answer is there after a while: something short is said, once in a turn. */
export const onAcknowledgeTimer = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const { exchange } = state
  if (exchange?.confirmed !== true || exchange.interlude !== null) return step(state)
  // Somebody speaks, nobody can speak, or the answer's first clause is being spoken into sound.
  if (state.listening.kind === 'speaking' || state.listening.kind === 'judging') return step(state)
  if ((replyOf(state)?.chunkCount ?? 0) > 0 || exchange.way === 'file') return step(state)
  const [generation, next] = nextSerial(state)
  const { oneMoment } = policy.phrases
  const text = oneMoment[generation % Math.max(1, oneMoment.length)]
  if (text === undefined) return step(state)
  return step(
    { ...next, exchange: { ...exchange, interlude: { generation, atMs } } },
    { type: 'interlude', generation, text },
  )
}
