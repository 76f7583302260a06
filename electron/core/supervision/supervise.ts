import type { CodedError } from '../../contracts/errors.ts'
import { backOffMs, type SupervisionPolicy } from './policy.ts'
import type {
  AfterEnd,
  SupervisionEffect,
  SupervisionEvent,
  SupervisionPhase,
  SupervisionState,
} from './state.ts'

/*
 * Invariants (held by the property tests):
 * 1. Never two live processes: one is spawned only when the one before has exited.
 * 2. Every exit leads to a restart, a stop or a gave-up.
 * 3. At most one timer is valid; a phase that waits for something has one.
 * 4. What an older generation or a void timer says changes nothing.
 * 5. Leaving `ready` or `starting`, and giving up the hope for another process, is announced as a
 *    loss, so that nobody waits for an answer that cannot come.
 */

export interface Supervised {
  readonly state: SupervisionState
  readonly effects: readonly SupervisionEffect[]
}

const STOPPED: CodedError = { code: 'worker.stopped' }

const to = (
  state: SupervisionState,
  phase: SupervisionPhase,
  ...effects: readonly SupervisionEffect[]
): Supervised => ({
  state: {
    ...phase,
    generation: state.generation,
    timer: state.timer,
    crashesAtMs: state.crashesAtMs,
  },
  effects,
})

const unchanged = (state: SupervisionState): Supervised => ({ state, effects: [] })

/** The same with a new timer, which voids the one before. */
const withTimer = (
  { state, effects }: Supervised,
  kind: 'delay' | 'deadline',
  delayMs: number,
): Supervised => {
  const timer = state.timer + 1
  return {
    state: { ...state, timer },
    effects: [...effects, { type: 'set-timer', timer, kind, delayMs }],
  }
}

const withoutTimer = ({ state, effects }: Supervised): Supervised => ({
  state: { ...state, timer: state.timer + 1 },
  effects: [...effects, { type: 'clear-timer' }],
})

const spawn = (state: SupervisionState, policy: SupervisionPolicy): Supervised => {
  const generation = state.generation + 1
  return withTimer(
    to({ ...state, generation }, { phase: 'starting' }, { type: 'spawn', generation }),
    'deadline',
    policy.readyWithinMs,
  )
}

/** Tells the live process to end; `lost` is what those who wait for answers are told. */
const end = (
  state: SupervisionState,
  next: AfterEnd,
  lost: CodedError,
  force: boolean,
  policy: SupervisionPolicy,
): Supervised =>
  withTimer(
    to(
      state,
      { phase: 'ending', next },
      { type: 'kill', generation: state.generation, force },
      { type: 'announce-lost', error: lost },
    ),
    'delay',
    policy.exitWithinMs,
  )

const backOff = (
  state: SupervisionState,
  error: CodedError,
  policy: SupervisionPolicy,
): Supervised =>
  withTimer(
    to(state, { phase: 'backing-off', error }),
    'delay',
    backOffMs(Math.max(1, state.crashesAtMs.length), policy),
  )

const giveUp = (state: SupervisionState, error: CodedError): Supervised =>
  withoutTimer(to(state, { phase: 'gave-up', error }))

/** Books the crash and says what follows from the record. */
const book = (
  state: SupervisionState,
  error: CodedError,
  atMs: number,
  policy: SupervisionPolicy,
): { readonly booked: SupervisionState; readonly next: AfterEnd } => {
  const recent = state.crashesAtMs.filter((at) => atMs - at < policy.crashWindowMs)
  const crashesAtMs = [...recent, atMs]
  return {
    booked: { ...state, crashesAtMs },
    next:
      crashesAtMs.length < policy.crashLimit
        ? { type: 'back-off', error }
        : {
            type: 'give-up',
            error: { code: 'worker.gave-up', detail: error.detail ?? error.code },
          },
  }
}

const onStart = (state: SupervisionState, policy: SupervisionPolicy): Supervised => {
  if (state.phase === 'stopped') return spawn(state, policy)
  if (state.phase !== 'ending' || state.next.type !== 'stop') return unchanged(state)
  return to(state, { phase: 'ending', next: { type: 'restart' } })
}

const onStop = (state: SupervisionState, policy: SupervisionPolicy): Supervised => {
  switch (state.phase) {
    case 'stopped':
      return unchanged(state)
    case 'starting':
    case 'ready':
      return end(state, { type: 'stop' }, STOPPED, false, policy)
    case 'ending':
      return to(
        state,
        { phase: 'ending', next: { type: 'stop' } },
        { type: 'announce-lost', error: STOPPED },
      )
    case 'backing-off':
    case 'gave-up':
      return withoutTimer(
        to(state, { phase: 'stopped' }, { type: 'announce-lost', error: STOPPED }),
      )
  }
}

const onRestart = (before: SupervisionState, policy: SupervisionPolicy): Supervised => {
  const state = { ...before, crashesAtMs: [] }
  switch (state.phase) {
    case 'stopped':
    case 'backing-off':
    case 'gave-up':
      return spawn(state, policy)
    case 'starting':
    case 'ready':
      return end(state, { type: 'restart' }, STOPPED, false, policy)
    case 'ending':
      return to(state, { phase: 'ending', next: { type: 'restart' } })
  }
}

/** The live process is of no use any more: it is killed, and its end counts as a crash. */
const onHung = (
  state: SupervisionState,
  error: CodedError,
  atMs: number,
  policy: SupervisionPolicy,
): Supervised => {
  if (state.phase !== 'starting' && state.phase !== 'ready') return unchanged(state)
  const { booked, next } = book(state, error, atMs, policy)
  return end(booked, next, error, true, policy)
}

const after = (state: SupervisionState, next: AfterEnd, policy: SupervisionPolicy): Supervised => {
  switch (next.type) {
    case 'stop':
      return withoutTimer(to(state, { phase: 'stopped' }))
    case 'restart':
      return spawn(state, policy)
    case 'back-off':
      return backOff(state, next.error, policy)
    case 'give-up':
      return giveUp(state, next.error)
  }
}

const onExited = (
  state: SupervisionState,
  error: CodedError,
  atMs: number,
  policy: SupervisionPolicy,
): Supervised => {
  if (state.phase === 'ending') return after(state, state.next, policy)
  if (state.phase !== 'starting' && state.phase !== 'ready') return unchanged(state)
  const { booked, next } = book(state, error, atMs, policy)
  const { state: settled, effects } = after(booked, next, policy)
  return { state: settled, effects: [{ type: 'announce-lost', error }, ...effects] }
}

const onTimer = (state: SupervisionState, atMs: number, policy: SupervisionPolicy): Supervised => {
  switch (state.phase) {
    case 'stopped':
    case 'gave-up':
      return unchanged(state)
    case 'starting': {
      const detail = `not ready within ${policy.readyWithinMs / 1000} s`
      return onHung(state, { code: 'worker.timed-out', detail }, atMs, policy)
    }
    case 'ready': {
      if (!state.pongAwaited) {
        return withTimer(
          to(
            state,
            { phase: 'ready', pongAwaited: true },
            { type: 'ping', generation: state.generation },
          ),
          'deadline',
          policy.pongWithinMs,
        )
      }
      const detail = `no sign of life for ${policy.pongWithinMs / 1000} s`
      return onHung(state, { code: 'worker.timed-out', detail }, atMs, policy)
    }
    case 'ending':
      return withTimer(
        to(state, state, { type: 'kill', generation: state.generation, force: true }),
        'delay',
        policy.exitWithinMs,
      )
    case 'backing-off':
      return spawn(state, policy)
  }
}

const listenForLife = (supervised: Supervised, policy: SupervisionPolicy): Supervised =>
  withTimer(supervised, 'delay', policy.pingEveryMs)

/**
 * One supervised worker process as a total function: what is true now and what happened give what is
 * true then and what is to be done. Knows no clock: every event says when it happened.
 */
export const supervise = (
  state: SupervisionState,
  event: SupervisionEvent,
  policy: SupervisionPolicy,
): Supervised => {
  if ('generation' in event && event.generation !== state.generation) return unchanged(state)
  switch (event.type) {
    case 'start':
      return onStart(state, policy)
    case 'stop':
      return onStop(state, policy)
    case 'restart':
      return onRestart(state, policy)
    case 'ready':
      return state.phase === 'starting'
        ? listenForLife(
            to(
              state,
              { phase: 'ready', pongAwaited: false },
              { type: 'announce-ready', generation: state.generation },
            ),
            policy,
          )
        : unchanged(state)
    case 'load-failed':
      return state.phase === 'starting'
        ? end(state, { type: 'give-up', error: event.error }, event.error, false, policy)
        : unchanged(state)
    case 'exited':
      return onExited(state, event.error, event.atMs, policy)
    case 'pong':
      return state.phase === 'ready' && state.pongAwaited
        ? listenForLife(to(state, { phase: 'ready', pongAwaited: false }), policy)
        : unchanged(state)
    case 'hung':
      return onHung(state, event.error, event.atMs, policy)
    case 'timer':
      return event.timer === state.timer ? onTimer(state, event.atMs, policy) : unchanged(state)
  }
}
