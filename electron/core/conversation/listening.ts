import type { ConversationEffect } from './effects.ts'
import { closeEar, EAR_TIMERS, earOf, openEar } from './ear.ts'
import {
  beginExchange,
  confirmExchange,
  dropCandidate,
  endExchange,
  ownEndpoint,
  withdrawUnheard,
} from './exchange.ts'
import { endpointAfter } from '../turns/endpointing.ts'
import type { ConversationPolicy } from './policy.ts'
import { replyOf, type ConversationState, type Ear, type Listening, type Spoken } from './state.ts'
import { andThen, step, type Step } from './step.ts'

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

export const withEar = (listening: Listening, change: Partial<Ear>): Listening =>
  listening.kind === 'closed' ? listening : { ...listening, ...change }

/** Ends the exchange for words that are meant to follow it, whatever stage it is in. */
export const stopAll = (state: ConversationState, atMs: number): Step =>
  (replyOf(state)?.startedAtMs ?? null) === null
    ? withdrawUnheard(state)
    : endExchange(state, { outcome: 'interrupted', interruptedBy: 'hotkey', atMs })

/** A heard reply is interrupted; an unheard one is withdrawn and its question carried on. */
export const stopForSpeech = (
  state: ConversationState,
  by: 'speech' | 'hotkey',
  atMs: number,
): Step => {
  const started = replyOf(state)?.startedAtMs ?? null
  if (started !== null) {
    return endExchange(state, { outcome: 'interrupted', interruptedBy: by, atMs })
  }
  // Its words are not there yet: it cannot be carried, so its transcript is waited for.
  const kind = state.exchange?.stage.kind
  return kind === 'transcribing' ? step(state) : withdrawUnheard(state)
}

export const earconDone = (state: ConversationState): Step =>
  step(state, { type: 'earcon', name: 'done' })

export const finishUtterance = (state: ConversationState, spoken: Spoken | null): Step => {
  const ear = earOf(state.listening)
  if (ear === null) return step(state)
  const { utterance, way, exchangeId, pressedAtMs, stoppedReply, bargeIn } = ear
  const effects: ConversationEffect[] = [...EAR_TIMERS, { type: 'finish-utterance', utterance }]
  if (way === 'hold' || way === 'tap') effects.push({ type: 'earcon', name: 'done' })
  return andThen(dropCandidate(state), (state) =>
    step(
      {
        ...state,
        listening: {
          kind: 'ending',
          utterance,
          way,
          exchangeId,
          pressedAtMs,
          stoppedReply,
          bargeIn,
          spoken,
        },
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
  const ended = hearing(state, event.utterance, 'armed', 'speaking', 'pausing', 'ending')
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
        speechStartAtMs: spoken?.speechStartAtMs ?? event.atMs,
        endSample: event.endSample,
        speechEndAtMs: event.speechEndAtMs ?? event.atMs,
      }),
      (state) => confirmExchange(state, released ? 'released' : 'microphone stopped', event.atMs),
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

export const onSpeechStart = (
  state: ConversationState,
  event: { readonly utterance: number; readonly speechStartAtMs: number },
  policy: ConversationPolicy,
): Step => {
  const armed = hearing(state, event.utterance, 'armed')
  if (armed === null) return step(state)
  const effects: ConversationEffect[] = [
    { type: 'clear-timer', timer: 'tap-idle' },
    { type: 'clear-timer', timer: 'microphone' },
    { type: 'set-timer', timer: 'utterance-limit', delayMs: policy.maximumUtteranceMs },
  ]
  let next: ConversationState = {
    ...state,
    listening: { ...armed, kind: 'speaking', speechStartAtMs: event.speechStartAtMs },
  }
  const reply = replyOf(state)
  if (state.exchange === null) {
    next = {
      ...next,
      captions: { committed: state.carry?.text ?? '', tentative: '', heard: '', coming: '' },
    }
  } else {
    const heard = reply !== null && reply.startedAtMs !== null
    const delayMs = heard ? policy.interruptionMs : policy.continuationMs
    effects.push({ type: 'set-timer', timer: 'interruption', delayMs })
  }
  return step(next, ...effects)
}

/** Speech over the reply has lasted: it is meant. */
export const onInterruptionTimer = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const { listening } = state
  if (listening.kind !== 'speaking' || state.exchange === null) return step(state)
  const stopped = stopForSpeech(state, 'speech', atMs)
  if (stopped.state.exchange !== null) {
    return step(state, {
      type: 'set-timer',
      timer: 'interruption',
      delayMs: policy.continuationMs,
    })
  }
  return andThen(stopped, (state) =>
    step({
      ...state,
      captions: { committed: state.carry?.text ?? '', tentative: '', heard: '', coming: '' },
      listening: {
        ...listening,
        bargeIn: false,
        exchangeId: state.carry?.exchangeId ?? listening.exchangeId,
      },
    }),
  )
}

export const onSpeechPause = (
  state: ConversationState,
  event: {
    readonly utterance: number
    readonly endSample: number
    readonly speechEndAtMs: number
    readonly atMs: number
  },
  policy: ConversationPolicy,
): Step => {
  const speaking = hearing(state, event.utterance, 'speaking')
  if (speaking === null) return step(state)
  if (state.exchange !== null) {
    const heard = replyOf(state)?.startedAtMs ?? null
    // A short sound over the reply was not meant: the reply goes on.
    if (speaking.bargeIn && heard !== null) return closeEar(state)
    // Over a reply that is not heard yet, or with the key held, these words are meant.
    return andThen(
      andThen(stopAll(state, event.atMs), (state) =>
        step(state, { type: 'clear-timer', timer: 'interruption' }),
      ),
      (state) =>
        onSpeechPause(
          { ...state, listening: withEar(speaking, { bargeIn: false }) },
          event,
          policy,
        ),
    )
  }
  const paused: ConversationState = {
    ...state,
    listening: {
      ...speaking,
      kind: 'pausing',
      endSample: event.endSample,
      speechEndAtMs: event.speechEndAtMs,
    },
  }
  const released = speaking.way === 'hold' && speaking.pressedAtMs === null
  const begun = beginExchange(paused, speaking, { ...speaking, ...event })
  if (released) {
    return andThen(begun, (state) =>
      andThen(confirmTurn(state, 'released', event.atMs), earconDone),
    )
  }
  if (!ownEndpoint(paused)) return begun
  const { silenceMs } = endpointAfter(null, policy.endpointing)
  return andThen(begun, (state) =>
    step(state, {
      type: 'set-timer',
      timer: 'endpoint',
      delayMs: Math.max(0, silenceMs - (event.atMs - event.speechEndAtMs)),
    }),
  )
}

export const onSpeechResume = (state: ConversationState, utterance: number): Step => {
  const pausing = hearing(state, utterance, 'pausing')
  if (pausing === null) return step(state)
  const { endSample: _endSample, speechEndAtMs: _speechEndAtMs, ...rest } = pausing
  return andThen(
    step(
      { ...state, listening: { ...rest, kind: 'speaking' } },
      { type: 'clear-timer', timer: 'endpoint' },
    ),
    dropCandidate,
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
  if (exchange.stage.kind === 'understood' && exchange.text === '') {
    const noise = andThen(dropCandidate(state), closeEar)
    // Somebody tapped and a noise came first: the ear stays open for what they will say.
    return listening.way === 'tap'
      ? andThen(noise, (state) =>
          andThen(
            openEar(state, { way: 'tap', capture: 'on-speech', bargeIn: true }, policy),
            (state) =>
              step(
                { ...state, listening: withEar(state.listening, { bargeIn: false }) },
                { type: 'set-timer', timer: 'tap-idle', delayMs: policy.tapIdleMs },
              ),
          ),
        )
      : noise
  }
  const silenceS = ((atMs - exchange.speechEndAtMs) / 1000).toFixed(2)
  const known = exchange.stage.kind === 'transcribing' ? null : exchange.text
  const { reason } = endpointAfter(known, policy.endpointing)
  const confirmed = confirmTurn(state, `${silenceS} s silence, ${reason}`, atMs)
  return listening.way === 'tap' ? andThen(confirmed, earconDone) : confirmed
}

/** Ends the utterance being heard and confirms its candidate. */
export const confirmTurn = (state: ConversationState, reason: string, atMs: number): Step => {
  const ear = earOf(state.listening)
  if (ear === null) return step(state)
  return andThen(
    step({ ...state, listening: { kind: 'closed' } }, ...EAR_TIMERS, {
      type: 'finish-utterance',
      utterance: ear.utterance,
    }),
    (state) => confirmExchange(state, reason, atMs),
  )
}

export const onReleaseTailTimer = (state: ConversationState): Step => {
  const { listening } = state
  return listening.kind === 'speaking' && listening.pressedAtMs === null
    ? finishUtterance(state, listening)
    : step(state)
}

export const onTapIdleTimer = (state: ConversationState): Step =>
  state.listening.kind === 'armed' && state.listening.way === 'tap'
    ? andThen(closeEar(state), (state) =>
        step(
          // Where something is known to be wrong, that is why nothing was heard.
          { ...state, carry: null, attention: state.attention ?? { code: 'sound.no-speech' } },
          { type: 'earcon', name: 'cancel' },
        ),
      )
    : step(state)

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
      { ...state, carry: null, attention: null },
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
      : closeEar(state)
