import { dropCandidate } from './candidate.ts'
import { closeEar, earOf } from './ear.ts'
import type { ConversationEffect } from './effects.ts'
import { endExchange } from './exchange.ts'
import { exchangesOf } from './spoken-turn.ts'
import { NO_CAPTIONS, replyOf, type ConversationState } from './state.ts'
import { andThen, step, type Step } from './step.ts'
import { dropPending } from './withdraw.ts'

/**
 * When everything is erased, what was begun before goes with it: the exchange under way, and the sentence that
 * somebody is in the middle of. What is said of having erased everything is heard, and no more: it would be the
 * first thing that is kept.
 */

/** Nothing is kept of what is under way from now on. What could not be stored yet goes, too. */
export const takeOffRecord = (state: ConversationState, atMs: number): Step => {
  const { exchange, listening, offRecord } = state
  const ear = listening.kind === 'armed' ? null : earOf(listening)
  const ids = [exchange?.id, ear?.exchangeId].filter((id) => id !== undefined)
  return andThen(
    step({ ...state, offRecord: [...offRecord, ...ids] }, ...dropPending(state), {
      type: 'forget-unsaved',
    }),
    (state) => letGo(state, atMs),
  )
}

/** Whether somebody is in the middle of what is off the record. */
export const isBeingLetGo = ({ listening, offRecord }: ConversationState): boolean =>
  offRecord.includes(earOf(listening)?.exchangeId ?? '')

/** Ends what is off the record, a sentence at its next pause; but an order is answered. */
export const letGo = (state: ConversationState, atMs: number): Step => {
  const { exchange, listening, offRecord } = state
  const isBetween = listening.kind !== 'armed' && listening.kind !== 'speaking'
  const isSaid = isBetween && isBeingLetGo(state)
  const isAnswered = exchange !== null && exchange.order === null && offRecord.includes(exchange.id)
  if (!isSaid && !isAnswered) return step(state)
  const outcome = (replyOf(state)?.startedAtMs ?? null) === null ? 'cancelled' : 'interrupted'
  const ended =
    isAnswered && exchange.confirmed
      ? endExchange(state, { outcome, interruptedBy: 'command', atMs })
      : dropCandidate(state)
  return andThen(isSaid ? andThen(ended, closeEar) : ended, (state) =>
    step(state.exchange === null ? { ...state, captions: NO_CAPTIONS } : state, {
      type: 'earcon',
      name: 'cancel',
    }),
  )
}

/** The exchange that an effect would keep something of. */
const keptBy = (effect: ConversationEffect): string | null => {
  switch (effect.type) {
    case 'store-words':
    case 'store-turn':
    case 'show-turn':
      return effect.turn.exchangeId
    case 'log-turn':
      return effect.record.exchangeId
    case 'learn-pauses':
      return effect.exchangeId
    default:
      return null
  }
}

/** The exchange that an utterance was to become. */
const exchangeOf = (state: ConversationState, utterance: number): string | null => {
  const ear = earOf(state.listening)
  if (ear?.utterance === utterance) return ear.exchangeId
  return exchangesOf(state).find((exchange) => exchange.utterance === utterance)?.id ?? null
}

/** The step without what would keep something of what is off the record. */
export const withoutRecord = (before: ConversationState, { state, effects }: Step): Step => {
  const isOff = (id: string | null) => id !== null && state.offRecord.includes(id)
  return state.offRecord.length === 0
    ? { state, effects }
    : {
        state,
        effects: effects
          .filter((effect) => !isOff(keptBy(effect)))
          .map((effect) =>
            effect.type === 'drop-utterance' && isOff(exchangeOf(before, effect.utterance))
              ? { ...effect, keepJournal: false }
              : effect,
          ),
      }
}
