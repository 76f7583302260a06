import type { CodedError } from '../../contracts/errors.ts'
import type { TurnStatus } from '../../contracts/transcript.ts'
import type { LatencyMark, TurnLogRecord } from '../../contracts/turn-log.ts'
import { endpointAfter } from '../turns/endpointing.ts'
import type { ConversationEffect } from './effects.ts'
import type { InterruptedBy } from './events.ts'
import type { ConversationPolicy } from './policy.ts'
import { historyOf, logRecord, personTurn, replyTurn } from './records.ts'
import {
  beginReply,
  replyOf,
  type ConversationState,
  type Ear,
  type Exchange,
  type Paused,
  type Reply,
  type Spoken,
} from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'

/** From the end of speech to a reply under way, and the ways in which an exchange ends. */

/** A transcript that fails is asked for this often; the worker is restarted in between. */
const TRANSCRIPTION_ATTEMPTS = 3
/** A reply that fails before its first sound is tried this often. */
const REPLY_ATTEMPTS = 2

export const withMark = (exchange: Exchange, mark: LatencyMark, atMs: number): Exchange =>
  exchange.marks[mark] === undefined
    ? { ...exchange, marks: { ...exchange.marks, [mark]: atMs } }
    : exchange

export const withReply = (exchange: Exchange, reply: Reply): Exchange => ({
  ...exchange,
  stage: { kind: 'replying', reply },
})

/** Asks for the words of what was heard so far; the exchange is a candidate until confirmed. */
export const beginExchange = (state: ConversationState, ear: Ear, heard: Spoken & Paused): Step => {
  const [request, next] = nextSerial(state)
  const exchange: Exchange = {
    id: state.carry?.exchangeId ?? ear.exchangeId,
    utterance: ear.utterance,
    way: ear.way,
    confirmed: false,
    speculated: false,
    startedAtMs: state.carry?.startedAtMs ?? heard.speechStartAtMs,
    speechEndAtMs: heard.speechEndAtMs,
    endSample: heard.endSample,
    text: '',
    carry: state.carry,
    turnEndReason: '',
    marks: { 'speech-end': heard.speechEndAtMs },
    stage: { kind: 'transcribing', request, attempt: 1 },
  }
  return step(
    { ...next, exchange },
    {
      type: 'transcribe',
      request,
      utterance: ear.utterance,
      endSample: heard.endSample,
    },
  )
}

/** The candidate is void: the person went on speaking. Nothing of it remains. */
export const dropCandidate = (state: ConversationState): Step => {
  if (state.exchange === null || state.exchange.confirmed) return step(state)
  return step({ ...state, exchange: null }, ...abortOf(state))
}

export const abortOf = (state: ConversationState): readonly ConversationEffect[] => {
  const reply = replyOf(state)
  return reply === null ? [] : [{ type: 'abort', generation: reply.generation }]
}

/** The turn is over for certain: what was held back may be heard. */
export const confirmExchange = (state: ConversationState, reason: string, atMs: number): Step => {
  if (state.exchange === null || state.exchange.confirmed) return step(state)
  const exchange: Exchange = withMark(
    {
      ...state.exchange,
      confirmed: true,
      turnEndReason: reason,
      speculated: state.exchange.stage.kind === 'replying',
    },
    'turn-end',
    atMs,
  )
  const confirmed = { ...state, exchange, carry: null }
  switch (exchange.stage.kind) {
    case 'transcribing':
    case 'storing':
      return step(confirmed)
    case 'understood':
      return understood(confirmed, exchange)
    case 'failed':
      return endExchange(confirmed, {
        outcome: 'failed',
        attention: exchange.stage.error,
        keepJournal: exchange.stage.keepJournal,
        atMs,
      })
    case 'replying':
      return step(
        confirmed,
        { type: 'play', generation: exchange.stage.reply.generation },
        { type: 'drop-utterance', utterance: exchange.utterance, keepJournal: false },
      )
  }
}

/** The words are there: with some, the reply can begin (before confirmation, where speculating). */
export const onTranscript = (
  state: ConversationState,
  event: { readonly request: number; readonly text: string; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const exchange = state.exchange
  if (exchange?.stage.kind !== 'transcribing' || exchange.stage.request !== event.request) {
    return step(state)
  }
  const text = joinWords(exchange.carry?.text ?? '', event.text)
  const next: Exchange = withMark(
    { ...exchange, text, stage: { kind: 'understood' } },
    'transcript-final',
    event.atMs,
  )
  const heard: ConversationState = {
    ...state,
    exchange: next,
    captions: { committed: text, tentative: '', heard: '', coming: '' },
  }
  if (exchange.confirmed) return understood(heard, next)
  const waiting = ownEndpoint(heard)
    ? step(heard, {
        type: 'set-timer',
        timer: 'endpoint',
        delayMs: Math.max(
          0,
          endpointAfter(text, policy.endpointing).silenceMs - (event.atMs - next.speechEndAtMs),
        ),
      })
    : step(heard)
  return policy.speculate && text !== ''
    ? andThen(waiting, (state) => understood(state, next))
    : waiting
}

/** Hold-to-talk ends on release and never before; every other way ends by silence. */
export const ownEndpoint = (state: ConversationState): boolean =>
  state.listening.kind === 'pausing' && state.listening.pressedAtMs === null

const understood = (state: ConversationState, exchange: Exchange): Step => {
  if (exchange.text === '') {
    return endExchange(state, {
      outcome: 'no-speech',
      attention: exchange.way === 'open' ? null : (state.attention ?? { code: 'sound.no-speech' }),
    })
  }
  return step(
    { ...state, exchange: { ...exchange, stage: { kind: 'storing' } } },
    { type: 'store-words', turn: personTurn(state, exchange) },
  )
}

/** The person's words are safe: now, and not before, a reply is attempted. */
export const onWordsStored = (state: ConversationState, exchangeId: string): Step => {
  const exchange = state.exchange
  if (exchange?.stage.kind !== 'storing' || exchange.id !== exchangeId) return step(state)
  const generating = generate(state, exchange, 1)
  return exchange.confirmed
    ? andThen(generating, (state) =>
        step(state, {
          type: 'drop-utterance',
          utterance: exchange.utterance,
          keepJournal: false,
        }),
      )
    : generating
}

const generate = (state: ConversationState, exchange: Exchange, attempt: number): Step => {
  const [generation, next] = nextSerial(state)
  return step(
    { ...next, exchange: withReply(exchange, beginReply(generation, attempt)) },
    { type: 'generate', generation, history: state.history, text: exchange.text },
    ...(exchange.confirmed ? ([{ type: 'play', generation }] as const) : []),
  )
}

/** Speech to text failed: asked again while there is hope, then the journal keeps the words. */
export const onTranscriptionFailed = (
  state: ConversationState,
  event: { readonly request: number; readonly error: CodedError; readonly atMs: number },
): Step => {
  const exchange = state.exchange
  if (exchange?.stage.kind !== 'transcribing' || exchange.stage.request !== event.request) {
    return step(state)
  }
  if (exchange.stage.attempt < TRANSCRIPTION_ATTEMPTS) {
    const [request, next] = nextSerial(state)
    return step(
      {
        ...next,
        exchange: {
          ...exchange,
          stage: { kind: 'transcribing', request, attempt: exchange.stage.attempt + 1 },
        },
      },
      {
        type: 'transcribe',
        request,
        utterance: exchange.utterance,
        endSample: exchange.endSample,
      },
    )
  }
  return giveUp(state, exchange, event.error, true, event.atMs)
}

/** The reply failed. Unheard, it is tried once more; else what was heard stays. */
export const failReply = (state: ConversationState, error: CodedError, atMs: number): Step => {
  const exchange = state.exchange
  const reply = replyOf(state)
  if (exchange === null || reply === null) return step(state)
  const abort: ConversationEffect = { type: 'abort', generation: reply.generation }
  if (reply.startedAtMs === null && reply.attempt < REPLY_ATTEMPTS) {
    return andThen(step(state, abort), (state) => generate(state, exchange, reply.attempt + 1))
  }
  return exchange.confirmed
    ? endExchange(state, { outcome: 'failed', attention: error, atMs })
    : andThen(step(state, abort), (state) => giveUp(state, exchange, error, false, atMs))
}

/** A candidate's failure is kept until the turn is over: the person may still be speaking. */
const giveUp = (
  state: ConversationState,
  exchange: Exchange,
  error: CodedError,
  keepJournal: boolean,
  atMs: number,
): Step =>
  exchange.confirmed
    ? endExchange(state, { outcome: 'failed', attention: error, keepJournal, atMs })
    : step({ ...state, exchange: { ...exchange, stage: { kind: 'failed', error, keepJournal } } })

export interface ExchangeEnd {
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
  const status = STATUS_OF[end.outcome]
  const atMs = end.atMs ?? exchange.speechEndAtMs
  const attention = end.attention ?? null
  const effects: ConversationEffect[] = []
  const aborted = reply !== null && end.outcome !== 'answered'
  if (aborted) effects.push({ type: 'abort', generation: reply.generation })
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
    end.outcome === 'cancelled' ? state.history : [...state.history, ...historyOf(exchange, status)]
  effects.push(
    { type: 'clear-timer', timer: 'interruption' },
    {
      type: 'log-turn',
      record: logRecord(state, exchange, {
        outcome: end.outcome,
        interruptedBy: end.interruptedBy ?? null,
        errorCode: attention?.code ?? null,
        status,
      }),
    },
    { type: 'prewarm', history, text: null },
  )
  if (end.outcome === 'no-speech' && exchange.way !== 'open' && exchange.way !== 'file') {
    effects.push({ type: 'earcon', name: 'cancel' })
  }
  return step(
    {
      ...state,
      exchange: null,
      carry: null,
      history,
      attention: attention ?? state.attention,
      cutOff:
        aborted && reply.startedAtMs !== null
          ? { generation: reply.generation, exchange, reply, status }
          : state.cutOff,
    },
    ...effects,
  )
}

const STATUS_OF = {
  answered: 'complete',
  interrupted: 'interrupted',
  cancelled: 'interrupted',
  failed: 'failed',
  'no-speech': 'complete',
} as const satisfies Record<TurnLogRecord['outcome'], TurnStatus>

/** The person went on before anything of the reply was heard: nothing is answered twice. */
export const withdrawUnheard = (state: ConversationState): Step => {
  const exchange = state.exchange
  if (exchange === null) return step(state)
  return step(
    {
      ...state,
      exchange: null,
      carry: { exchangeId: exchange.id, text: exchange.text, startedAtMs: exchange.startedAtMs },
    },
    ...abortOf(state),
    // Words that are not known yet are not lost: their journal is read at the next start.
    ...(exchange.stage.kind === 'transcribing'
      ? ([{ type: 'drop-utterance', utterance: exchange.utterance, keepJournal: true }] as const)
      : []),
  )
}

/** Two pieces of what somebody said, put together as one. */
export const joinWords = (before: string, after: string): string =>
  [before.trim(), after.trim()].filter((words) => words !== '').join(' ')
