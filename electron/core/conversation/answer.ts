import type { Patience } from '../../contracts/turn-feedback.ts'
import { comingText, heardText } from '../speech/playback-ledger.ts'
import { spokenCommandOf } from '../turns/spoken-commands.ts'
import { generate, withReply } from './exchange.ts'
import type { ConversationPolicy } from './policy.ts'
import { onGenerationDone, onTextDelta } from './reply.ts'
import { beginReply, replyOf, type ConversationState, type CutOff, type Exchange } from './state.ts'
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
  const answered = answer(state, exchange, event.atMs, policy)
  return exchange.confirmed
    ? andThen(answered, (state) =>
        step(state, {
          type: 'drop-utterance',
          utterance: exchange.utterance,
          keepJournal: false,
        }),
      )
    : answered
}

const answer = (
  state: ConversationState,
  exchange: Exchange,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const command = spokenCommandOf(exchange.text)
  switch (command) {
    case 'go-on':
      return goOn(state, exchange, atMs, policy)
    case 'wait-longer':
    case 'wait-less':
      return changePatience(state, exchange, { command, atMs }, policy)
    case 'stop':
    case null:
      return generate(state, exchange, 1, atMs)
  }
}

/** What of the cut-off reply was written and not heard. */
const restOf = ({ reply }: CutOff): string => {
  const heard = heardText(reply.ledger)
  const text = reply.text.trim()
  return (text.startsWith(heard) ? text.slice(heard.length) : comingText(reply.ledger)).trim()
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

const LEVELS: readonly Patience[] = ['quick', 'balanced', 'patient']

const changePatience = (
  state: ConversationState,
  exchange: Exchange,
  asked: { readonly command: 'wait-longer' | 'wait-less'; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const longer = asked.command === 'wait-longer'
  const now = LEVELS.indexOf(policy.endpointing.patience)
  const patience = LEVELS[longer ? now + 1 : now - 1]
  const { waitLonger, waitLongest, waitLess, waitLeast } = policy.phrases
  const [moved, stuck] = longer ? [waitLonger, waitLongest] : [waitLess, waitLeast]
  const text = patience === undefined ? stuck : moved
  return andThen(
    step(state, ...(patience === undefined ? [] : ([{ type: 'set-patience', patience }] as const))),
    (state) => say(state, exchange, { text, atMs: asked.atMs }, policy),
  )
}

/** Answers with a text that is there already. */
const say = (
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
