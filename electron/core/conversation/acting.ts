import type { ActionOrder } from '../../contracts/actions.ts'
import { answerTo } from '../actions/spoken/yes-or-no.ts'
import { orderOf } from '../actions/understand.ts'
import { closeEar } from './ear.ts'
import { endExchange, generate } from './exchange.ts'
import type { SpokenAnswer } from './events.ts'
import type { ConversationPolicy } from './policy.ts'
import { onTextDelta } from './reply.ts'
import { restOf, say } from './say.ts'
import { replyOf, type ConversationState, type CutOff, type Exchange } from './state.ts'
import { andThen, step, type Step } from './step.ts'

/** Orders to Warbler itself: carried out without the model, and answered by a sentence. */

/** Whether a turn is no matter of the model: an order, or the answer to "are you sure?". */
export const isForWarbler = (
  { confirming }: ConversationState,
  text: string,
  { obeys }: ConversationPolicy,
): boolean =>
  obeys && (orderOf(text) !== null || (confirming !== null && answerTo(text, confirming) !== null))

/** Carries out what the turn orders; null where it orders nothing. */
export const obey = (
  state: ConversationState,
  exchange: Exchange,
  atMs: number,
  policy: ConversationPolicy,
): Step | null => {
  if (!policy.obeys) return null
  const order = orderOf(exchange.text)
  if (order !== null) return act(state, exchange, order, false)
  const { confirming } = state
  const said = confirming === null ? null : answerTo(exchange.text, confirming)
  if (confirming === null || said === null) return null
  if (said === 'yes') return act(state, exchange, confirming, true)
  return andThen(leave(state), (state) =>
    say(
      state,
      { ...exchange, order: { resumes: null } },
      { text: policy.phrases.leftAlone, atMs },
      policy,
    ),
  )
}

/** Nothing is waited for any more. */
const leave = (state: ConversationState): Step =>
  state.confirming === null
    ? step(state)
    : step({ ...state, confirming: null }, { type: 'clear-timer', timer: 'confirm' })

const act = (
  state: ConversationState,
  exchange: Exchange,
  order: ActionOrder,
  confirmed: boolean,
): Step => {
  const acting: Exchange = {
    ...exchange,
    order: { resumes: null },
    stage: { kind: 'acting', order },
  }
  return andThen(leave({ ...state, exchange: acting }), (state) =>
    step(state, { type: 'act', exchangeId: exchange.id, order, confirmed }),
  )
}

/** It is done, or asked whether it is to be: that is said, and a reply that was spoken over goes on. */
export const onActed = (
  state: ConversationState,
  event: {
    readonly exchangeId: string
    readonly answer: SpokenAnswer
    readonly atMs: number
  },
  policy: ConversationPolicy,
): Step => {
  const { exchange, cutOff } = state
  if (exchange?.stage.kind !== 'acting' || exchange.id !== event.exchangeId) return step(state)
  const { answer, atMs } = event
  const { order } = exchange.stage
  if (answer.text === '') return endExchange(state, { outcome: 'answered', atMs })
  const asking = answer.asks ? { ...state, confirming: order } : state
  const spokenOver = cutOff !== null && cutOff.atMs >= exchange.startedAtMs ? cutOff : null
  return answer.goesOn && spokenOver !== null
    ? goOnBehind(asking, exchange, { cutOff: spokenOver, text: answer.text, atMs }, policy)
    : say(asking, exchange, { text: answer.text, atMs }, policy)
}

/** Answers an order, and behind that says what was not heard of the reply that it was said into. */
const goOnBehind = (
  state: ConversationState,
  exchange: Exchange,
  answered: { readonly cutOff: CutOff; readonly text: string; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const { cutOff, text: answer, atMs } = answered
  const rest = restOf(cutOff)
  if (rest === '') return say(state, exchange, { text: answer, atMs }, policy)
  const resuming: Exchange = { ...exchange, order: { resumes: answer } }
  const text = `${answer} ${rest}`
  if (cutOff.reply.generated) return say(state, resuming, { text, atMs }, policy)
  // The order is nothing that the model could go on from; the question before it is.
  const asked = /\p{Script=Han}/u.test(exchange.text) ? '请继续。' : 'Please go on.'
  return andThen(generate(state, resuming, 1, atMs, rest, asked), (state) => {
    const generation = replyOf(state)?.generation ?? 0
    return onTextDelta(state, { generation, text, atMs }, policy)
  })
}

/** Once the question was put, or spoken over, the yes is waited for. */
export const waitForYes = (
  before: ConversationState,
  state: ConversationState,
  { confirmMs: delayMs }: ConversationPolicy,
): Step =>
  state.confirming !== null && state.exchange === null && before.exchange !== null
    ? step(state, { type: 'set-timer', timer: 'confirm', delayMs })
    : step(state)

/** The ear for a yes: it is open from the end of the question for as long as the policy says. */
export const onConfirmTimer = (state: ConversationState): Step => {
  const { listening } = state
  if (state.confirming === null) return step(state)
  // Somebody is answering.
  if (state.exchange !== null || listening.kind === 'speaking' || listening.kind === 'pausing') {
    return step(state, { type: 'set-timer', timer: 'confirm', delayMs: STILL_SPEAKING_MS })
  }
  const left = andThen(leave(state), (state) => step(state, { type: 'earcon', name: 'cancel' }))
  return listening.kind === 'armed' && listening.way === 'follow-up'
    ? andThen(left, closeEar)
    : left
}

const STILL_SPEAKING_MS = 2000

/** Yes or no by a button: nothing is said of it, because it was seen. */
export const onConfirmAnswered = (state: ConversationState, yes: boolean): Step => {
  const { confirming: order, exchange } = state
  if (order === null) return step(state)
  const quiet =
    exchange?.order === undefined || exchange.order === null
      ? step(state)
      : endExchange(state, { outcome: 'interrupted', interruptedBy: 'command' })
  return andThen(andThen(quiet, leave), (state) =>
    andThen(
      state.listening.kind === 'armed' && state.listening.way === 'follow-up'
        ? closeEar(state)
        : step(state),
      (state) =>
        step(
          state,
          ...(yes ? ([{ type: 'act', exchangeId: null, order, confirmed: true }] as const) : []),
        ),
    ),
  )
}
