import type { VoiceEvidence } from '../../contracts/audio.ts'
import { isBackchannel } from '../turns/short-answers.ts'
import { beginExchange, confirmExchange, dropCandidate } from './candidate.ts'
import { closeEar, EAR_TIMERS, earAlone, earOf, hearing, openEar, withEar } from './ear.ts'
import { armEndpoint, endpointReason, ownEndpoint } from './endpoint.ts'
import { isForOthers, isNotTheirs, isStrangers } from './not-theirs.ts'
import { earconDone } from './listening.ts'
import type { ConversationPolicy } from './policy.ts'
import { NO_CAPTIONS, type ConversationState, type Ear, type Paused, type Spoken } from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'
import { seconds, speculationEntry, withStretch } from './trace.ts'
import { isCalled } from './way-in.ts'

/** A pause in what is said: it ends the turn, or the person goes on. */

interface PauseEvent {
  readonly utterance: number
  readonly endSample: number
  readonly speechEndAtMs: number
  readonly evidence: VoiceEvidence
  readonly atMs: number
}

export const onSpeechPause = (
  state: ConversationState,
  event: PauseEvent,
  policy: ConversationPolicy,
): Step => {
  const speaking = hearing(state, event.utterance, 'speaking')
  if (speaking === null) return step(state)
  const { endSample, speechEndAtMs } = event
  const spoken = withStretch(speaking, event.evidence, speechEndAtMs)
  const pause: Paused = { endSample, speechEndAtMs, score: null }
  if (state.exchange === null)
    return pauseInto(state, speaking, { ...spoken, ...pause }, event.atMs, policy)
  // Over a reply: was it meant? Its words tell. With a key held there is no question.
  const [request, next] = nextSerial(state)
  const judging: ConversationState = {
    ...next,
    listening: { ...speaking, ...spoken, ...pause, kind: 'judging', request },
  }
  return step(
    judging,
    { type: 'transcribe', request, utterance: speaking.utterance, endSample },
    { type: 'set-timer', timer: 'interruption', delayMs: policy.judgementMs },
  )
}

/** Speech has paused: a candidate for the end of the turn. */
export const pauseInto = (
  state: ConversationState,
  ear: Ear,
  heard: Spoken & Paused,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const own = { ...earAlone(ear), bargeIn: false }
  const { way, pressedAtMs } = own
  const { speechStartAtMs, stretchStartAtMs, words, evidence, trace } = heard
  const said = { speechStartAtMs, stretchStartAtMs, words, evidence, trace }
  const pause = {
    endSample: heard.endSample,
    speechEndAtMs: heard.speechEndAtMs,
    score: heard.score,
  }
  const paused: ConversationState = {
    ...state,
    listening: { kind: 'pausing', ...own, ...said, ...pause },
  }
  const begun = beginExchange(paused, own, { ...said, ...pause })
  if (way === 'hold' && pressedAtMs === null) {
    return andThen(begun, (state) =>
      andThen(confirmTurn(state, 'released', atMs, policy), earconDone),
    )
  }
  return andThen(begun, (state) => armEndpoint(state, atMs, policy))
}

export const onSpeechResume = (
  state: ConversationState,
  event: { readonly utterance: number; readonly speechStartAtMs: number },
  policy: ConversationPolicy,
): Step => {
  const paused = hearing(state, event.utterance, 'pausing', 'judging')
  if (paused === null) return step(state)
  const own = earAlone(paused)
  const { speechStartAtMs, words, evidence } = paused
  const untilMs = Math.max(paused.speechEndAtMs, event.speechStartAtMs)
  const speculated =
    state.exchange === null || state.exchange.confirmed
      ? []
      : speculationEntry(state.exchange, false, untilMs)
  const pause = {
    kind: 'pause',
    atMs: paused.speechEndAtMs,
    untilMs,
    score: paused.score,
    reason:
      paused.kind === 'pausing'
        ? endpointReason(state, paused, untilMs, policy)
        : `${seconds(untilMs - paused.speechEndAtMs)} silence`,
    ended: false,
  } as const
  const speaking: ConversationState = {
    ...state,
    listening: {
      kind: 'speaking',
      ...own,
      speechStartAtMs,
      stretchStartAtMs: event.speechStartAtMs,
      words,
      evidence,
      trace: [...paused.trace, ...speculated, pause],
    },
  }
  return paused.kind === 'judging'
    ? step(speaking, {
        type: 'set-timer',
        timer: 'interruption',
        delayMs: policy.bargeIn.checkEveryMs,
      })
    : andThen(step(speaking, { type: 'clear-timer', timer: 'endpoint' }), dropCandidate)
}

/** The turn detector has looked at the pause: the silence that ends the turn may be another now. */
export const onTurnScore = (
  state: ConversationState,
  event: {
    readonly utterance: number
    readonly endSample: number
    readonly probability: number
    readonly atMs: number
  },
  policy: ConversationPolicy,
): Step => {
  const pausing = hearing(state, event.utterance, 'pausing')
  if (pausing === null || pausing.endSample !== event.endSample) return step(state)
  return armEndpoint(
    { ...state, listening: { ...pausing, score: event.probability } },
    event.atMs,
    policy,
  )
}

/** The silence has lasted: a turn with words is over, a noise is forgotten. */
export const onEndpointTimer = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const { listening, exchange } = state
  if (listening.kind !== 'pausing' || exchange === null || !ownEndpoint(state)) return step(state)
  const understood = exchange.stage.kind !== 'transcribing' && exchange.stage.kind !== 'failed'
  if (understood && (exchange.text === '' || isNotTheirs(state, exchange))) {
    // A conversation with somebody else: nothing more of it is heard. "Mm-hm" is none.
    const others = isForOthers(state, exchange) && !isBackchannel(exchange.text)
    const answeredAtMs = others ? null : state.answeredAtMs
    const forgotten = andThen(
      dropCandidate({ ...state, answeredAtMs, captions: NO_CAPTIONS }),
      closeEar,
    )
    // Somebody called and a noise, or the phrase alone, came first: the ear stays open for what they
    // will say. Past a stranger's words only where it is known that the stranger is not who called.
    const { callerUntilMs } = listening
    const isAwaited = callerUntilMs !== null && atMs < callerUntilMs
    const byStranger = isStrangers(exchange)
    return isCalled(listening.way) && (isAwaited || !byStranger)
      ? andThen(forgotten, (state) =>
          andThen(
            openEar(
              state,
              {
                way: listening.way,
                capture: 'on-speech',
                bargeIn: true,
                voice: byStranger ? 'enrolled' : listening.voice,
                callerUntilMs,
              },
              policy,
            ),
            (state) =>
              step(
                { ...state, listening: withEar(state.listening, { bargeIn: false }) },
                ...(listening.isSignalOwed ? ([{ type: 'earcon', name: 'listen' }] as const) : []),
                { type: 'set-timer', timer: 'tap-idle', delayMs: policy.tapIdleMs },
              ),
          ),
        )
      : forgotten
  }
  const reason = endpointReason(state, listening, atMs, policy)
  const confirmed = confirmTurn(state, reason, atMs, policy)
  return isCalled(listening.way) ? andThen(confirmed, earconDone) : confirmed
}

/** Ends the utterance being heard and confirms its candidate. */
export const confirmTurn = (
  state: ConversationState,
  reason: string,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const { listening } = state
  const ear = earOf(listening)
  if (ear === null) return step(state)
  const pause = listening.kind === 'pausing' ? listening : null
  return andThen(
    step({ ...state, listening: { kind: 'closed' } }, ...EAR_TIMERS, {
      type: 'finish-utterance',
      utterance: ear.utterance,
    }),
    (state) => confirmExchange(state, { reason, pause, atMs }, policy),
  )
}
