import { abortOf, endExchange } from './exchange.ts'
import { replyTurn } from './records.ts'
import { replyOf, type ConversationState } from './state.ts'
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
    // Words that are not known yet are not lost: their journal is read at the next start.
    ...(exchange.stage.kind === 'transcribing'
      ? ([{ type: 'drop-utterance', utterance: exchange.utterance, keepJournal: true }] as const)
      : []),
  )
}

/** Ends the exchange for words that are meant to follow it, whatever stage it is in. */
export const stopAll = (state: ConversationState, atMs: number): Step =>
  (replyOf(state)?.startedAtMs ?? null) === null
    ? withdraw(state, atMs)
    : endExchange(state, { outcome: 'interrupted', interruptedBy: 'hotkey', atMs })
