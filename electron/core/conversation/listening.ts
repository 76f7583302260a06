import type { ConversationEffect } from './effects.ts'
import { beginExchange, confirmExchange, dropCandidate } from './candidate.ts'
import { earAlone, closeEar, EAR_TIMERS, earOf, hearing, openEar } from './ear.ts'
import { endExchange } from './exchange.ts'
import { stopAll } from './withdraw.ts'
import type { ConversationPolicy } from './policy.ts'
import { replyOf, type ConversationState, type Spoken } from './state.ts'
import { andThen, step, type Step } from './step.ts'
import { isCalled } from './way-in.ts'

/** The ear's side: speech begins, is cut off, or is over. */

export const earconDone = (state: ConversationState): Step =>
  step(state, { type: 'earcon', name: 'done' })

export const finishUtterance = (state: ConversationState, spoken: Spoken | null): Step => {
  const ear = earOf(state.listening)
  if (ear === null) return step(state)
  const { utterance, way } = ear
  const effects: ConversationEffect[] = [...EAR_TIMERS, { type: 'finish-utterance', utterance }]
  if (way === 'hold' || way === 'tap') effects.push({ type: 'earcon', name: 'done' })
  return andThen(dropCandidate(state), (state) =>
    step({ ...state, listening: { kind: 'ending', ...earAlone(ear), spoken } }, ...effects),
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
    // Whoever used a key or the phrase has had the engines made ready by that.
    if (armed.way === 'open' || armed.way === 'follow-up') {
      effects.push({ type: 'prewarm', history: state.history, text: null })
    }
    return step({ ...next, captions }, ...effects)
  }
  const { interlude } = state.exchange
  // "One moment" is not worth talking over.
  if (interlude !== null) effects.push({ type: 'abort', generation: interlude.generation })
  effects.push({ type: 'set-timer', timer: 'interruption', delayMs: policy.bargeIn.checkEveryMs })
  return step(next, ...effects)
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
      { ...state, carry: null, attention: null, answeredAtMs: null, confirming: null },
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
