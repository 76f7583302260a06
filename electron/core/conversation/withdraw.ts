import type { ConversationEffect } from './effects.ts'
import { abortOf, endExchange } from './exchange.ts'
import { joinWords } from './join-words.ts'
import { personTurn, replyTurn } from './records.ts'
import { replyOf, type Carry, type ConversationState } from './state.ts'
import { step, type Step } from './step.ts'
import { speculationEntry } from './trace.ts'

/** An answer that is taken back, because the person was not done. */

/**
 * The person went on before the reply was heard, or when hardly anything of it was: it is withdrawn,
 * their words are merged, and nothing is answered twice.
 */
export const withdraw = (state: ConversationState, atMs: number): Step => {
  const exchange = state.exchange
  if (exchange === null) return step(state)
  const reply = replyOf(state)
  const begunAtMs = exchange.speculatedAtMs ?? exchange.marks['turn-end'] ?? null
  const begun = { ...exchange, speculatedAtMs: begunAtMs }
  const dropped = exchange.trace.filter((entry) => entry.kind !== 'speculation' || !entry.kept)
  return step(
    {
      ...state,
      exchange: null,
      carry: {
        exchangeId: exchange.id,
        text: exchange.text,
        startedAtMs: exchange.startedAtMs,
        pending: exchange.stage.kind === 'transcribing' ? exchange : null,
        trace: [...dropped, ...(reply === null ? [] : speculationEntry(begun, false, atMs))],
      },
    },
    ...abortOf(state),
    { type: 'clear-timer', timer: 'acknowledge' },
    // What was heard of it is kept until the next reply of the same exchange takes its place.
    ...(reply !== null && reply.startedAtMs !== null
      ? ([
          { type: 'store-turn', turn: replyTurn(state, exchange, reply, 'interrupted', atMs) },
        ] as const)
      : []),
  )
}

/**
 * The transcript of a turn that was withdrawn before its words were known: they are stored, and go
 * before what the person is saying now. Null where the request is not that of such a turn.
 * @param heard null: it failed; the journal keeps the sound, which is read at the next start
 */
export const onCarriedTranscript = (
  state: ConversationState,
  request: number,
  heard: string | null,
): Step | null => {
  const carry = pendingCarry(state)
  if (carry?.pending?.stage.kind !== 'transcribing') return null
  if (carry.pending.stage.request !== request) return null
  const { pending } = carry
  const current = state.exchange?.carry === carry ? state.exchange : null
  // What follows was understood first (this one had to be asked for again): too late to go before it.
  const text = current !== null && current.stage.kind !== 'transcribing' ? null : heard
  const words = joinWords(pending.carry?.text ?? '', text ?? '')
  const known: Carry = { ...carry, text: words, pending: null }
  const next: ConversationState =
    current !== null
      ? { ...state, exchange: { ...current, carry: known } }
      : { ...state, carry: known }
  return step(
    next,
    ...(text === null || words === ''
      ? []
      : ([{ type: 'store-turn', turn: personTurn(state, { ...pending, text: words }) }] as const)),
    { type: 'drop-utterance', utterance: pending.utterance, keepJournal: text === null },
  )
}

/** The carry whose words are still missing. */
const pendingCarry = ({ carry, exchange }: ConversationState): Carry | null =>
  [exchange?.carry, carry].find((one) => one?.pending) ?? null

/** The sound of a withdrawn turn whose words are still missing is not waited with any longer. */
export const dropPending = (state: ConversationState): readonly ConversationEffect[] => {
  const pending = pendingCarry(state)?.pending ?? null
  return pending === null
    ? []
    : [{ type: 'drop-utterance', utterance: pending.utterance, keepJournal: false }]
}

/**
 * Of a withdrawn turn whose words were still missing and are waited for no longer, the journal is
 * kept: it is read at the next start.
 */
export const keepForgotten = (
  before: ConversationState,
  { state, effects }: Step,
): readonly ConversationEffect[] => {
  const pending = pendingCarry(before)?.pending ?? null
  if (pending === null || pendingCarry(state)?.pending === pending) return []
  const { utterance } = pending
  const isDropped = effects.some(
    (effect) => effect.type === 'drop-utterance' && effect.utterance === utterance,
  )
  return isDropped ? [] : [{ type: 'drop-utterance', utterance, keepJournal: true }]
}

/** Ends the exchange for words that are meant to follow it, whatever stage it is in. */
export const stopAll = (state: ConversationState, atMs: number): Step =>
  (replyOf(state)?.startedAtMs ?? null) === null
    ? withdraw(state, atMs)
    : endExchange(state, { outcome: 'interrupted', interruptedBy: 'hotkey', atMs })
