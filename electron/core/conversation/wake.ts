import { closeEar, earOf, openEar } from './ear.ts'
import type { ConversationEvent } from './events.ts'
import { stopForKey } from './interruption.ts'
import type { ConversationPolicy } from './policy.ts'
import type { ConversationState } from './state.ts'
import { andThen, step, type Step } from './step.ts'

/** The wake phrase, and the ear that stays open after the answer to what followed it. */

/** Two or three sentences of a television: whoever has said nothing by then has nothing to ask. */
const CALLER_AWAITED_MS = 20_000

/** The phrase was heard: what follows it, in the same breath or after a pause, is for Warbler. */
export const onWoken = (
  state: ConversationState,
  event: Extract<ConversationEvent, { type: 'woken' }>,
  policy: ConversationPolicy,
): Step => {
  const ear = earOf(state.listening)
  const listensAlready = ear !== null && !ear.bargeIn && ear.way !== 'follow-up'
  if (state.muted || !state.audioPresent || listensAlready) return step(state)
  const { sinceMs, phraseUntilMs, alone, voice } = event
  const callerUntilMs = voice === 'enrolled' ? event.atMs + CALLER_AWAITED_MS : null
  const stopped = state.exchange?.confirmed === true ? stopForKey(state, event.atMs) : step(state)
  const ready = andThen(stopped, closeEar)
  return andThen(ready, (state) =>
    andThen(
      openEar(
        state,
        {
          way: 'wake',
          capture: 'now',
          sinceMs,
          phraseUntilMs,
          silently: !alone,
          voice,
          callerUntilMs,
        },
        policy,
      ),
      (state) => step(state, { type: 'set-timer', timer: 'tap-idle', delayMs: policy.tapIdleMs }),
    ),
  )
}

/** Opens the ear for what may follow the answer, for as long as is left of its time. */
export const openFollowUp = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const delayMs = followUpLeftMs(state, atMs, policy)
  if (delayMs <= 0) return step({ ...state, answeredAtMs: null })
  return andThen(openEar(state, { way: 'follow-up', capture: 'on-speech' }, policy), (state) =>
    step(state, { type: 'set-timer', timer: 'follow-up', delayMs }),
  )
}

/** Nobody said anything more. */
export const onFollowUpTimer = (state: ConversationState): Step => {
  const over = { ...state, answeredAtMs: null }
  return state.listening.kind === 'armed' && state.listening.way === 'follow-up'
    ? closeEar(over)
    : step(over)
}

/** How long the ear stays open after the last answer from now on; 0: no more. */
export const followUpLeftMs = (
  { answeredAtMs }: ConversationState,
  atMs: number,
  { followUpMs }: ConversationPolicy,
): number => (answeredAtMs === null ? 0 : Math.max(0, answeredAtMs + followUpMs - atMs))
