import type { CodedError } from '../../contracts/errors.ts'
import { answerTo } from '../actions/spoken/yes-or-no.ts'
import { spokenCommandOf } from '../turns/spoken-commands.ts'
import { isForWarbler } from './acting.ts'
import { armEndpoint } from './endpoint.ts'
import { abortOf, endExchange, giveUp, withMark } from './exchange.ts'
import { joinWords } from './join-words.ts'
import { isNotTheirs } from './not-theirs.ts'
import type { ConversationPolicy } from './policy.ts'
import { personTurn } from './records.ts'
import {
  NO_CAPTIONS,
  type ConversationState,
  type Ear,
  type Exchange,
  type Paused,
  type Spoken,
} from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'
import { goneOnFrom, speculationEntry, withEntry } from './trace.ts'
import { isHandsFree } from './way-in.ts'
import { isGoodbye, ownWords } from './woken.ts'

/** From the end of speech to words that are answered: a candidate, until the turn is over for certain. */

/** A transcript that fails is asked for this often; the worker is restarted in between. */
const TRANSCRIPTION_ATTEMPTS = 3

/** Asks for the words of what was heard so far; the exchange is a candidate until confirmed. */
export const beginExchange = (state: ConversationState, ear: Ear, heard: Spoken & Paused): Step => {
  const [request, next] = nextSerial(state)
  const { carry } = state
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
    heardBy: null,
    order: null,
    carry,
    turnEndReason: '',
    marks: { 'speech-end': heard.speechEndAtMs },
    evidence: heard.evidence,
    trace:
      carry === null
        ? heard.trace
        : [...goneOnFrom(carry.trace, heard.speechStartAtMs), ...heard.trace],
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
    // An order is carried out once the turn is over, and not before.
    case 'acting':
      return step(confirmed)
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
  event: {
    readonly request: number
    readonly text: string
    readonly engine?: string
    readonly atMs: number
  },
  policy: ConversationPolicy,
): Step => {
  const exchange = state.exchange
  if (exchange?.stage.kind !== 'transcribing' || exchange.stage.request !== event.request) {
    return step(state)
  }
  const text = joinWords(exchange.carry?.text ?? '', ownWords(exchange, event.text, policy))
  const next: Exchange = withMark(
    { ...exchange, text, heardBy: event.engine ?? null, stage: { kind: 'understood' } },
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
  const waiting = andThen(signalWhenAlone(heard, text), (state) =>
    armEndpoint(state, event.atMs, policy),
  )
  // What is asked of the conversation itself is done once the turn is over, and not before.
  return policy.speculate &&
    theirs &&
    text !== '' &&
    spokenCommandOf(text) === null &&
    !isForWarbler(state, text, policy) &&
    !isGoodbye(next)
    ? andThen(waiting, (state) => understood(state, next))
    : waiting
}

/** The phrase alone was said: now the signal that was owed disturbs nobody. */
const signalWhenAlone = (state: ConversationState, text: string): Step => {
  const { listening } = state
  return listening.kind === 'pausing' && listening.isSignalOwed && text === ''
    ? step(
        { ...state, listening: { ...listening, isSignalOwed: false } },
        { type: 'earcon', name: 'listen' },
      )
    : step(state)
}

const understood = (state: ConversationState, exchange: Exchange): Step => {
  // "Never mind", said to a question, is its answer, and neither silence nor a goodbye.
  const answers = state.confirming !== null && answerTo(exchange.text, state.confirming) !== null
  if (!answers && spokenCommandOf(exchange.text) === 'stop') {
    // There is nothing to answer: it is silent already, and stays so.
    return endExchange(state, { outcome: 'cancelled', interruptedBy: 'speech' })
  }
  if (!answers && isGoodbye(exchange)) {
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
