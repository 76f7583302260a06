import type { CodedError } from '../../contracts/errors.ts'
import type { TurnStatus } from '../../contracts/transcript.ts'
import type { LatencyMark, TurnLogRecord } from '../../contracts/turn-log.ts'
import { heardMs, heardText } from '../speech/playback-ledger.ts'
import { REMEMBERED_TURNS } from '../transcripts/prompt-history.ts'
import type { ConversationEffect } from './effects.ts'
import type { InterruptedBy } from './events.ts'
import { historyOf, logRecord, personTurn, replyTurn } from './records.ts'
import { beginReply, replyOf, type ConversationState, type Exchange, type Reply } from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'
import { thinkingPauses } from './trace.ts'
import { endsBySilence, isHandsFree } from './way-in.ts'
import { isWoken } from './woken.ts'

/** The reply of an exchange is asked for, fails, and the ways in which an exchange ends. */

/** A reply that fails before its first sound is tried this often. */
const REPLY_ATTEMPTS = 2

/** So much of a reply may still be in the air, or on its way through a slow loudspeaker. */
const LAST_CHARACTERS = 120

export const withMark = (exchange: Exchange, mark: LatencyMark, atMs: number): Exchange =>
  exchange.marks[mark] === undefined
    ? { ...exchange, marks: { ...exchange.marks, [mark]: atMs } }
    : exchange

export const withReply = (exchange: Exchange, reply: Reply): Exchange => ({
  ...exchange,
  stage: { kind: 'replying', reply },
})

/** Ends what is under way for the exchange: the reply, and what is said until it comes. */
export const abortOf = (state: ConversationState): readonly ConversationEffect[] =>
  [replyOf(state)?.generation, state.exchange?.interlude?.generation]
    .filter((generation) => generation !== undefined)
    .map((generation) => ({ type: 'abort', generation }))

/** Asks the model for a reply. `continuing`: its beginning, which is there already. */
export const generate = (
  state: ConversationState,
  exchange: Exchange,
  attempt: number,
  atMs: number,
  continuing: string | null = null,
  text = exchange.text,
): Step => {
  const [generation, next] = nextSerial(state)
  const speculatedAtMs = exchange.confirmed ? exchange.speculatedAtMs : atMs
  return step(
    {
      ...next,
      exchange: withReply({ ...exchange, speculatedAtMs }, beginReply(generation, attempt)),
    },
    {
      type: 'generate',
      generation,
      history: state.history,
      text,
      continuing,
      speech: speechOf(exchange),
    },
    ...(state.announcement === null ? [] : ([{ type: 'make-room', generation }] as const)),
    ...(exchange.confirmed ? ([{ type: 'play', generation }] as const) : []),
  )
}

/** What was said in one breath; a turn that was put together is told in words. */
const speechOf = ({ utterance, endSample, carry }: Exchange) =>
  carry === null || carry.text === '' ? { utterance, endSample } : null

/** The reply failed. Unheard, it is tried once more; else what was heard stays. */
export const failReply = (state: ConversationState, error: CodedError, atMs: number): Step => {
  const exchange = state.exchange
  const reply = replyOf(state)
  if (exchange === null || reply === null) return step(state)
  const abort: ConversationEffect = { type: 'abort', generation: reply.generation }
  if (reply.startedAtMs === null && reply.attempt < REPLY_ATTEMPTS) {
    return andThen(step(state, abort), (state) =>
      generate(state, exchange, reply.attempt + 1, atMs),
    )
  }
  return exchange.confirmed
    ? endExchange(state, { outcome: 'failed', attention: error, atMs })
    : andThen(step(state, abort), (state) => giveUp(state, exchange, error, false, atMs))
}

/** A candidate's failure is kept until the turn is over: the person may still be speaking. */
export const giveUp = (
  state: ConversationState,
  exchange: Exchange,
  error: CodedError,
  keepJournal: boolean,
  atMs: number,
): Step =>
  exchange.confirmed
    ? endExchange(state, { outcome: 'failed', attention: error, keepJournal, atMs })
    : step({ ...state, exchange: { ...exchange, stage: { kind: 'failed', error, keepJournal } } })

interface ExchangeEnd {
  readonly outcome: TurnLogRecord['outcome']
  readonly interruptedBy?: InterruptedBy
  readonly attention?: CodedError | null
  readonly keepJournal?: boolean
  readonly atMs?: number
}

/**
 * Ends the exchange, whatever became of it: everything under way for it is aborted, its turns are
 * stored as they were heard, the log has its line, and the prompt's prefix is made warm again.
 */
export const endExchange = (state: ConversationState, end: ExchangeEnd): Step => {
  const exchange = state.exchange
  if (exchange === null) return step(state)
  const reply = replyOf(state)
  const isFiltered = end.outcome === 'failed' && end.attention?.code === 'provider.filtered'
  const status = isFiltered ? 'filtered' : STATUS_OF[end.outcome]
  const atMs = end.atMs ?? exchange.speechEndAtMs
  const attention = end.attention ?? null
  const effects: ConversationEffect[] = []
  const aborted = reply !== null && end.outcome !== 'answered'
  if (end.outcome !== 'answered') effects.push(...abortOf(state))
  if (aborted && reply.voicedAs !== null && reply.startedAtMs !== null) {
    const { generation, ledger, voicedAs } = reply
    effects.push({ type: 'heard', generation, heardMs: heardMs(ledger, voicedAs) })
  }
  if (exchange.stage.kind !== 'replying' || !exchange.confirmed) {
    effects.push({
      type: 'drop-utterance',
      utterance: exchange.utterance,
      keepJournal: end.keepJournal ?? false,
    })
  }
  if (exchange.text !== '' && exchange.stage.kind === 'understood') {
    effects.push({ type: 'store-turn', turn: personTurn(state, exchange) })
  }
  if (reply !== null) {
    const turn = replyTurn(state, exchange, reply, status, atMs)
    if (turn.text !== '' || reply.startedAtMs !== null) effects.push({ type: 'store-turn', turn })
  }
  // A question that was taken back before anything was heard is not to be answered later.
  const history =
    end.outcome === 'cancelled'
      ? state.history
      : [...state.history, ...historyOf(exchange, status)].slice(-REMEMBERED_TURNS)
  const pausesMs = endsBySilence(exchange.way) ? thinkingPauses(exchange.trace) : []
  if (pausesMs.length > 0) {
    effects.push({ type: 'learn-pauses', exchangeId: exchange.id, pausesMs })
  }
  effects.push(
    { type: 'clear-timer', timer: 'interruption' },
    { type: 'clear-timer', timer: 'acknowledge' },
    {
      type: 'log-turn',
      record: logRecord(state, exchange, {
        outcome: end.outcome,
        interruptedBy: end.interruptedBy ?? null,
        errorCode: attention?.code ?? null,
        status,
        atMs,
      }),
    },
    { type: 'prewarm', history, text: null },
  )
  if (end.outcome === 'no-speech' && !isHandsFree(exchange.way) && exchange.way !== 'file') {
    effects.push({ type: 'earcon', name: 'cancel' })
  }
  return step(
    {
      ...state,
      exchange: null,
      carry: null,
      history,
      attention: attention ?? state.attention,
      answeredAtMs: isWoken(exchange) && mayGoOn(end) ? atMs : null,
      saidLast:
        reply !== null && reply.startedAtMs !== null
          ? { words: heardText(reply.ledger).slice(-LAST_CHARACTERS), endedAtMs: atMs }
          : state.saidLast,
      cutOff:
        aborted && reply.startedAtMs !== null
          ? { atMs, generation: reply.generation, exchange, reply, status }
          : end.outcome === 'answered' &&
              !(exchange.order !== null && exchange.order.resumes === null)
            ? null
            : state.cutOff,
    },
    ...effects,
  )
}

/** Somebody who was answered, or was speaking, may want to say more. */
const mayGoOn = ({ outcome, interruptedBy }: ExchangeEnd): boolean =>
  outcome === 'answered' ||
  outcome === 'failed' ||
  (outcome === 'interrupted' && interruptedBy === 'speech')

const STATUS_OF = {
  answered: 'complete',
  interrupted: 'interrupted',
  cancelled: 'interrupted',
  failed: 'failed',
  'no-speech': 'complete',
} as const satisfies Record<TurnLogRecord['outcome'], TurnStatus>
