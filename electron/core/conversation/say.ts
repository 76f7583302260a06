import { comingText, heardText } from '../speech/playback-ledger.ts'
import { earOf } from './ear.ts'
import { withReply } from './exchange.ts'
import type { ConversationPolicy } from './policy.ts'
import { onGenerationDone, onTextDelta } from './reply.ts'
import { beginReply, type ConversationState, type CutOff, type Exchange } from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'
import { isHandsFree } from './way-in.ts'

/** Replies that no model has to write. */

/** What of the cut-off reply was written and not heard. */
export const restOf = ({ reply }: CutOff): string => {
  const heard = heardText(reply.ledger)
  const text = reply.text.trim()
  return (text.startsWith(heard) ? text.slice(heard.length) : comingText(reply.ledger)).trim()
}

/** Says a text that belongs to no exchange, unless somebody is listened to or answered just now. */
export const rehearse = (state: ConversationState, text: string): Step => {
  const ear = earOf(state.listening)
  // An open conversation that nobody speaks in is no reason.
  const isHeard = ear !== null && (!isHandsFree(ear.way) || state.listening.kind !== 'armed')
  if (state.exchange !== null || isHeard) return step(state)
  const [generation, next] = nextSerial(state)
  return step(
    { ...next, rehearsal: generation },
    { type: 'speak', generation, index: 0, text },
    { type: 'close-playback', generation, chunkCount: 1 },
    { type: 'play', generation },
  )
}

/** What was said to try the loudspeaker is over: somebody talks, or wants to hear no more. */
export const endRehearsal = (state: ConversationState): Step =>
  state.rehearsal === null
    ? step(state)
    : step({ ...state, rehearsal: null }, { type: 'abort', generation: state.rehearsal })

/** Answers with a text that is there already. */
export const say = (
  state: ConversationState,
  exchange: Exchange,
  { text, atMs }: { readonly text: string; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const [generation, next] = nextSerial(state)
  const begun = step(
    { ...next, exchange: withReply(exchange, beginReply(generation, 1)) },
    ...(exchange.confirmed ? ([{ type: 'play', generation }] as const) : []),
  )
  return andThen(
    andThen(begun, (state) => onTextDelta(state, { generation, text, atMs }, policy)),
    (state) =>
      onGenerationDone(state, { generation, completionTokens: null, failure: null, atMs }, policy),
  )
}
