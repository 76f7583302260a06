import type { CodedError } from '../../contracts/errors.ts'
import type { TurnStatus } from '../../contracts/transcript.ts'
import type { LatencyMark, TurnLogRecord } from '../../contracts/turn-log.ts'
import { heardMs, heardText } from '../speech/playback-ledger.ts'
import { REMEMBERED_TURNS } from '../transcripts/prompt-history.ts'
import { spokenCommandOf } from '../turns/spoken-commands.ts'
import type { ConversationEffect } from './effects.ts'
import { armEndpoint } from './endpoint.ts'
import type { InterruptedBy } from './events.ts'
import type { ConversationPolicy } from './policy.ts'
import { isNotTheirs } from './not-theirs.ts'
import { historyOf, logRecord, personTurn, replyTurn } from './records.ts'
import {
  beginReply,
  NO_CAPTIONS,
  replyOf,
  type ConversationState,
  type Ear,
  type Exchange,
  type Paused,
  type Reply,
  type Spoken,
} from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'
import { speculationEntry, thinkingPauses, withEntry } from './trace.ts'
import { endsBySilence, isHandsFree } from './way-in.ts'
import { isGoodbye, isWoken, ownWords } from './woken.ts'

/** From the end of speech to a reply under way, and the ways in which an exchange ends. */

/** A transcript that fails is asked for this often; the worker is restarted in between. */
const TRANSCRIPTION_ATTEMPTS = 3
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

/** Asks for the words of what was heard so far; the exchange is a candidate until confirmed. */
export const beginExchange = (state: ConversationState, ear: Ear, heard: Spoken & Paused): Step => {
  const [request, next] = nextSerial(state)
  const { carry } = state
  const joined = { kind: 'joined', atMs: heard.speechStartAtMs } as const
  const exchange: Exchange = {
    id: carry?.exchangeId ?? ear.exchangeId,
    utterance: ear.utterance,
    way: ear.way,
    phraseUntilMs: ear.phraseUntilMs,
    voice: ear.voice,
    confirmed: false,
    speculated: false,
    startedAtMs: carry?.startedAtMs ?? heard.speechStartAtMs,
    speechEndAtMs: heard.speechEndAtMs,
    endSample: heard.endSample,
    text: '',
    carry,
    turnEndReason: '',
    marks: { 'speech-end': heard.speechEndAtMs },
    evidence: heard.evidence,
    trace: carry === null ? heard.trace : [...carry.trace, joined, ...heard.trace],
    wordsScore: null,
    speculatedAtMs: null,
    interlude: null,
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

/** The candidate is void: the person went on speaking. Nothing of it remains but a line of the trace. */
export const dropCandidate = (state: ConversationState): Step => {
  if (state.exchange === null || state.exchange.confirmed) return step(state)
  return step({ ...state, exchange: null }, ...abortOf(state))
}

/** Ends what is under way for the exchange: the reply, and what is said until it comes. */
export const abortOf = (state: ConversationState): readonly ConversationEffect[] =>
  [replyOf(state)?.generation, state.exchange?.interlude?.generation]
    .filter((generation) => generation !== undefined)
    .map((generation) => ({ type: 'abort', generation }))

/**
 * The turn is over for certain: what was held back may be heard.
 * @param end `pause`: the one that ended it; null where a key or the microphone did
 */
export const confirmExchange = (
  state: ConversationState,
  end: { readonly reason: string; readonly pause: Paused | null; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  if (state.exchange === null || state.exchange.confirmed) return step(state)
  const { reason, pause, atMs } = end
  const paused = {
    kind: 'pause',
    atMs: state.exchange.speechEndAtMs,
    untilMs: Math.max(atMs, state.exchange.speechEndAtMs),
    score: pause?.score ?? null,
    reason,
    ended: true,
  } as const
  const exchange: Exchange = withMark(
    {
      ...withEntry(state.exchange, paused, ...speculationEntry(state.exchange, true, atMs)),
      confirmed: true,
      turnEndReason: reason,
      speculated: state.exchange.stage.kind === 'replying',
    },
    'turn-end',
    atMs,
  )
  const confirmed = { ...state, exchange, carry: null }
  const released = releaseStage(confirmed, exchange, atMs)
  const delayMs = policy.acknowledgeAfterMs
  return delayMs === null || released.state.exchange === null
    ? released
    : andThen(released, (state) =>
        step(state, { type: 'set-timer', timer: 'acknowledge', delayMs }),
      )
}

const releaseStage = (confirmed: ConversationState, exchange: Exchange, atMs: number): Step => {
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
  const text = joinWords(exchange.carry?.text ?? '', ownWords(exchange, event.text, policy))
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
  const theirs = !isNotTheirs(state, next)
  if (exchange.confirmed) {
    const nothing: Exchange = { ...next, text: '' }
    return theirs
      ? understood(heard, next)
      : understood({ ...heard, exchange: nothing, captions: NO_CAPTIONS }, nothing)
  }
  const waiting = armEndpoint(heard, event.atMs, policy)
  // What is asked of the conversation itself is done once the turn is over, and not before.
  return policy.speculate &&
    theirs &&
    text !== '' &&
    spokenCommandOf(text) === null &&
    !isGoodbye(next)
    ? andThen(waiting, (state) => understood(state, next))
    : waiting
}

const understood = (state: ConversationState, exchange: Exchange): Step => {
  if (spokenCommandOf(exchange.text) === 'stop') {
    // There is nothing to answer: it is silent already, and stays so.
    return endExchange(state, { outcome: 'cancelled', interruptedBy: 'speech' })
  }
  if (isGoodbye(exchange)) {
    return andThen(endExchange(state, { outcome: 'cancelled', interruptedBy: 'speech' }), (state) =>
      step(state, { type: 'earcon', name: 'done' }),
    )
  }
  if (exchange.text === '') {
    return endExchange(state, {
      outcome: 'no-speech',
      attention: isHandsFree(exchange.way)
        ? null
        : (state.attention ?? { code: 'sound.no-speech' }),
    })
  }
  return step(
    { ...state, exchange: { ...exchange, stage: { kind: 'storing' } } },
    { type: 'store-words', turn: personTurn(state, exchange) },
  )
}

/** Asks the model for a reply. `continuing`: its beginning, which is there already. */
export const generate = (
  state: ConversationState,
  exchange: Exchange,
  attempt: number,
  atMs: number,
  continuing: string | null = null,
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
      text: exchange.text,
      continuing,
      speech: speechOf(exchange),
    },
    ...(exchange.confirmed ? ([{ type: 'play', generation }] as const) : []),
  )
}

/** What was said in one breath; a turn that was put together is told in words. */
const speechOf = ({ utterance, endSample, carry }: Exchange) =>
  carry === null || carry.text === '' ? { utterance, endSample } : null

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
    return andThen(step(state, abort), (state) =>
      generate(state, exchange, reply.attempt + 1, atMs),
    )
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
  if (end.outcome !== 'answered') effects.push(...abortOf(state))
  if (aborted && reply.voiced && reply.startedAtMs !== null) {
    const { generation, ledger } = reply
    effects.push({ type: 'heard', generation, heardMs: heardMs(ledger) })
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
  if (pausesMs.length > 0) effects.push({ type: 'learn-pauses', pausesMs })
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
          ? { generation: reply.generation, exchange, reply, status }
          : end.outcome === 'answered'
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

/** Two pieces of what somebody said, put together as one. */
export const joinWords = (before: string, after: string): string =>
  `${before.trim()}${gapAfter(before.trim())}${after.trim()}`.trim()

/** What stands between words and those that follow them: Chinese is written without spaces. */
export const gapAfter = (words: string): string =>
  words === '' || /[\p{Script=Han}。！？，、]$/u.test(words) ? '' : ' '
