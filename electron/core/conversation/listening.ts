import type { VoiceEvidence } from '../../contracts/audio.ts'
import type { ConversationEffect } from './effects.ts'
import { closeEar, EAR_TIMERS, earAlone, earOf, openEar, withEar } from './ear.ts'
import { armEndpoint, endpointReason, ownEndpoint } from './endpoint.ts'
import { beginExchange, confirmExchange, dropCandidate, endExchange } from './exchange.ts'
import { isBackchannel } from '../turns/short-answers.ts'
import { isForOthers, isNotTheirs, isStrangers } from './not-theirs.ts'
import { stopAll } from './withdraw.ts'
import type { ConversationPolicy } from './policy.ts'
import {
  NO_CAPTIONS,
  replyOf,
  type ConversationState,
  type Ear,
  type Listening,
  type Paused,
  type Spoken,
} from './state.ts'
import { andThen, nextSerial, step, type Step } from './step.ts'
import { seconds, speculationEntry, withStretch } from './trace.ts'
import { isCalled } from './way-in.ts'

/** The ear's side: key, speech, pause, end of turn, speech over the reply. */

type Hearing<K extends Listening['kind']> = Extract<Listening, { kind: K }>

const hearing = <K extends Listening['kind']>(
  state: ConversationState,
  utterance: number,
  ...kinds: readonly K[]
): Hearing<K> | null => {
  const { listening } = state
  return earOf(listening)?.utterance === utterance &&
    (kinds as readonly string[]).includes(listening.kind)
    ? // The kind was just found among those asked for.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      (listening as Hearing<K>)
    : null
}

export const earconDone = (state: ConversationState): Step =>
  step(state, { type: 'earcon', name: 'done' })

export const finishUtterance = (state: ConversationState, spoken: Spoken | null): Step => {
  const ear = earOf(state.listening)
  if (ear === null) return step(state)
  const { utterance, way } = ear
  const effects: ConversationEffect[] = [...EAR_TIMERS, { type: 'finish-utterance', utterance }]
  if (way === 'hold' || way === 'tap') effects.push({ type: 'earcon', name: 'done' })
  return andThen(dropCandidate(state), (state) =>
    step(
      {
        ...state,
        listening: { kind: 'ending', ...earAlone(ear), spoken },
      },
      ...effects,
    ),
  )
}

/** The last frame is in: the turn is over, and its words are asked for. */
export const onUtteranceEnd = (
  state: ConversationState,
  event: {
    readonly utterance: number
    readonly endSample: number
    readonly speechEndAtMs: number | null
    readonly atMs: number
  },
  policy: ConversationPolicy,
): Step => {
  const ended = hearing(state, event.utterance, 'armed', 'speaking', 'pausing', 'judging', 'ending')
  if (ended === null) return step(state)
  const spoken = ended.kind === 'ending' ? ended.spoken : ended.kind === 'armed' ? null : ended
  const released = ended.kind === 'ending'
  const over = state.exchange?.confirmed === true
  if ((over && ended.bargeIn) || (!released && spoken === null)) return closeEar(state)
  const closed = andThen(over ? stopAll(state, event.atMs) : dropCandidate(state), (state) =>
    step({ ...state, listening: { kind: 'closed' } }, ...EAR_TIMERS),
  )
  const asked = andThen(closed, (state) =>
    andThen(
      beginExchange(state, ended, {
        ...(spoken ?? silent(event.atMs)),
        endSample: event.endSample,
        speechEndAtMs: event.speechEndAtMs ?? event.atMs,
        score: null,
      }),
      (state) =>
        confirmExchange(
          state,
          {
            reason: released ? 'released' : 'microphone stopped',
            pause: null,
            atMs: event.atMs,
          },
          policy,
        ),
    ),
  )
  const { pressedAtMs } = ended
  // The key is still down: what follows is heard too, unless there is nothing to hear it with.
  return released && pressedAtMs !== null && !state.muted && state.microphone !== 'failed'
    ? andThen(asked, (state) =>
        openEar(state, { way: 'hold', capture: 'now', pressedAtMs, stoppedReply: true }, policy),
      )
    : asked
}

/** An utterance in which nothing was said yet. */
const silent = (atMs: number): Spoken => ({
  speechStartAtMs: atMs,
  stretchStartAtMs: atMs,
  words: null,
  evidence: null,
  trace: [],
})

export const onSpeechStart = (
  state: ConversationState,
  event: { readonly utterance: number; readonly speechStartAtMs: number },
  policy: ConversationPolicy,
): Step => {
  const armed = hearing(state, event.utterance, 'armed')
  if (armed === null) return step(state)
  const effects: ConversationEffect[] = [
    { type: 'clear-timer', timer: 'tap-idle' },
    { type: 'clear-timer', timer: 'follow-up' },
    { type: 'clear-timer', timer: 'microphone' },
    { type: 'set-timer', timer: 'utterance-limit', delayMs: policy.maximumUtteranceMs },
  ]
  const next: ConversationState = {
    ...state,
    listening: { ...armed, ...silent(event.speechStartAtMs), kind: 'speaking' },
  }
  if (state.exchange === null) {
    const captions = { committed: state.carry?.text ?? '', tentative: '', heard: '', coming: '' }
    return step({ ...next, captions }, ...effects)
  }
  const { interlude } = state.exchange
  // "One moment" is not worth talking over.
  if (interlude !== null) effects.push({ type: 'abort', generation: interlude.generation })
  effects.push({ type: 'set-timer', timer: 'interruption', delayMs: policy.bargeIn.checkEveryMs })
  return step(next, ...effects)
}

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
  const { way, pressedAtMs } = ear
  const own = { ...earAlone(ear), bargeIn: false }
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
      ...earAlone(paused),
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
    // will say.
    return isCalled(listening.way) && !isStrangers(exchange)
      ? andThen(forgotten, (state) =>
          andThen(
            openEar(state, { way: listening.way, capture: 'on-speech', bargeIn: true }, policy),
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

export const onReleaseTailTimer = (state: ConversationState): Step => {
  const { listening } = state
  return listening.kind === 'speaking' && listening.pressedAtMs === null
    ? finishUtterance(state, listening)
    : step(state)
}

export const onTapIdleTimer = (state: ConversationState): Step => {
  const { listening } = state
  if (listening.kind !== 'armed' || !isCalled(listening.way)) return step(state)
  // Where something is known to be wrong, that is why nothing was heard. Who spoke to somebody else and
  // was taken at their word is not to be told that they said nothing.
  const nothing = listening.way === 'tap' ? ({ code: 'sound.no-speech' } as const) : null
  return andThen(closeEar(state), (state) =>
    step(
      { ...state, carry: null, attention: state.attention ?? nothing },
      { type: 'earcon', name: 'cancel' },
    ),
  )
}

export const onUtteranceLimitTimer = (state: ConversationState): Step =>
  state.listening.kind === 'speaking' || state.listening.kind === 'pausing'
    ? finishUtterance(state, state.listening)
    : step(state)

/** Stop everything now. What was heard stays heard; what is being said is not answered. */
export const onCancel = (
  state: ConversationState,
  event: {
    readonly by: 'hotkey' | 'escape' | 'command' | 'mute'
    readonly atMs: number
  },
): Step => {
  const ear = earOf(state.listening)
  const active =
    state.exchange !== null ||
    (ear !== null && (ear.way !== 'open' || state.listening.kind !== 'armed'))
  const started = replyOf(state)?.startedAtMs ?? null
  const ended = endExchange(state, {
    outcome: started === null ? 'cancelled' : 'interrupted',
    interruptedBy: event.by,
    atMs: event.atMs,
  })
  return andThen(andThen(ended, closeEar), (state) =>
    step(
      { ...state, carry: null, attention: null, answeredAtMs: null },
      ...(active ? ([{ type: 'earcon', name: 'cancel' }] as const) : []),
    ),
  )
}

/** Mute and the end of the open conversation close the ear; words already said are answered. */
export const endListening = (state: ConversationState): Step =>
  state.listening.kind === 'speaking' || state.listening.kind === 'pausing'
    ? state.exchange?.confirmed === true
      ? closeEar(state)
      : finishUtterance(state, state.listening)
    : state.listening.kind === 'ending'
      ? step(state)
      : closeEar({ ...state, carry: null })
