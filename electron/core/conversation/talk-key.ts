import { closeEar, earOf, openEar, withEar } from './ear.ts'
import { armEndpoint } from './endpoint.ts'
import { dropCandidate } from './candidate.ts'
import { stopAll } from './withdraw.ts'
import { stopForKey } from './interruption.ts'
import { earconDone, finishUtterance, onCancel } from './listening.ts'
import { confirmTurn, pauseInto } from './pausing.ts'
import type { ConversationPolicy } from './policy.ts'
import type { ConversationState, Ear } from './state.ts'
import { andThen, step, type Step } from './step.ts'

/** Push to talk: what a press and a release of the key mean in each state. */

export const onTalkPressed = (
  state: ConversationState,
  event: { readonly way: 'hold' | 'file'; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const { listening, exchange } = state
  if (state.muted && event.way === 'hold') {
    return step(
      { ...state, attention: { code: 'microphone.muted' } },
      { type: 'earcon', name: 'error' },
    )
  }
  const ear = earOf(listening)
  // A key that repeats, or one pressed again before the last frames are in: it is still one press.
  if (ear?.pressedAtMs !== null && ear !== null) return step(state)
  // Pressed again before the last frames are in: the ear opens for it as soon as they are.
  if (listening.kind === 'ending') {
    return step({ ...state, listening: { ...listening, pressedAtMs: event.atMs } })
  }
  const talking =
    listening.kind === 'speaking' || listening.kind === 'pausing' || listening.kind === 'judging'
  if (ear !== null && !ear.bargeIn && ear.way === 'tap') {
    return onCancel(state, { by: 'hotkey', atMs: event.atMs })
  }
  if (talking && (exchange === null || !exchange.confirmed)) {
    // In the open conversation the key takes over: it ends on release, not by silence.
    return step(
      {
        ...state,
        listening: withEar(listening, { way: event.way, pressedAtMs: event.atMs, bargeIn: false }),
      },
      { type: 'clear-timer', timer: 'endpoint' },
    )
  }
  if (talking && listening.bargeIn) return takeOver(state, event, policy)
  const stopped = exchange?.confirmed === true ? stopForKey(state, event.atMs) : step(state)
  return andThen(stopped, (state) =>
    andThen(closeEar(state), (state) =>
      openEar(
        state,
        {
          way: event.way,
          capture: 'now',
          pressedAtMs: event.atMs,
          stoppedReply: exchange?.confirmed === true,
        },
        policy,
      ),
    ),
  )
}

/** What is being said over the reply goes on under the key: no word of it is clipped. */
const takeOver = (
  state: ConversationState,
  event: { readonly way: 'hold' | 'file'; readonly atMs: number },
  policy: ConversationPolicy,
): Step =>
  andThen(stopAll(state, event.atMs), (state) => {
    const { listening } = state
    const own = withEar(listening, {
      way: event.way,
      pressedAtMs: event.atMs,
      bargeIn: false,
      stoppedReply: true,
    })
    const taken =
      own.kind === 'judging'
        ? pauseInto(state, own, own, event.atMs, policy)
        : step({ ...state, listening: own })
    return andThen(taken, (state) => step(state, { type: 'clear-timer', timer: 'interruption' }))
  })

export const onTalkReleased = (
  state: ConversationState,
  event: { readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const { listening } = state
  const ear = earOf(listening)
  if (ear === null || ear.pressedAtMs === null) return step(state)
  const released = (change: Partial<Ear> = {}): ConversationState => ({
    ...state,
    listening: withEar(listening, { pressedAtMs: null, ...change }),
  })
  if (ear.way === 'hold' && event.atMs - ear.pressedAtMs < policy.tapMs) {
    // A tap on a reply means: be quiet. What was said over it until then goes with it, and so does an
    // answer that is still on its way.
    if (ear.stoppedReply) {
      return andThen(dropCandidate(released()), (state) =>
        onCancel(state, { by: 'hotkey', atMs: event.atMs }),
      )
    }
    const tapped = released({ way: 'tap' })
    return listening.kind === 'armed'
      ? step(tapped, { type: 'set-timer', timer: 'tap-idle', delayMs: policy.tapIdleMs })
      : listening.kind === 'pausing'
        ? armEndpoint(tapped, event.atMs, policy)
        : step(tapped)
  }
  switch (listening.kind) {
    case 'closed':
    case 'ending':
      return step(released())
    case 'armed':
      return finishUtterance(released(), null)
    case 'speaking':
      return ear.way === 'file'
        ? finishUtterance(released(), listening)
        : step(released(), {
            type: 'set-timer',
            timer: 'release-tail',
            delayMs: policy.releaseTailMs,
          })
    case 'judging':
      return step(released())
    case 'pausing':
      return andThen(confirmTurn(released(), 'released', event.atMs, policy), earconDone)
  }
}

export const onTalkToggled = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const idle =
    state.exchange === null &&
    (state.listening.kind === 'closed' ||
      (state.listening.kind === 'armed' && state.listening.way === 'open'))
  if (!idle) return onCancel(state, { by: 'hotkey', atMs })
  return andThen(onTalkPressed(state, { way: 'hold', atMs }, policy), (state) =>
    onTalkReleased(state, { atMs }, policy),
  )
}
