import { expect, test } from 'vitest'
import { SUPERVISION_POLICIES } from '../../../electron/core/supervision/policy.ts'
import {
  initialSupervision,
  type SupervisionEvent,
  type SupervisionState,
} from '../../../electron/core/supervision/state.ts'
import { engineStatusOf, supervisionErrorOf } from '../../../electron/core/supervision/status.ts'
import { supervise, type Supervised } from '../../../electron/core/supervision/supervise.ts'

const policy = SUPERVISION_POLICIES.llm
const crashed = { code: 'worker.crashed', detail: 'exit code 134' } as const

const run = (
  events: readonly SupervisionEvent[],
  from: SupervisionState = initialSupervision,
): Supervised => {
  let supervised: Supervised = { state: from, effects: [] }
  for (const event of events) supervised = supervise(supervised.state, event, policy)
  return supervised
}

const ready = (generation: number): SupervisionEvent => ({ type: 'ready', generation })
const exit = (generation: number, atMs: number): SupervisionEvent => ({
  type: 'exited',
  generation,
  error: crashed,
  atMs,
})
const ring = (state: SupervisionState, atMs: number): SupervisionEvent => ({
  type: 'timer',
  timer: state.timer,
  atMs,
})

/** Crashes at the given times, each after the process was ready; back-off waited out between. */
const crashAt = (...times: readonly number[]) => {
  let { state } = run([{ type: 'start' }])
  for (const [index, atMs] of times.entries()) {
    state = run([ready(state.generation), exit(state.generation, atMs)], state).state
    if (index < times.length - 1) state = run([ring(state, atMs + 500)], state).state
  }
  return state
}

test('a crash is announced as a loss and followed by a new process after a quarter of a second', () => {
  const { state, effects } = run([{ type: 'start' }, ready(1), exit(1, 1000)])
  expect(state.phase).toBe('backing-off')
  expect(effects).toEqual([
    { type: 'announce-lost', error: crashed },
    { type: 'set-timer', timer: state.timer, kind: 'delay', delayMs: 250 },
  ])
  const next = run([ring(state, 1250)], state)
  expect(next.effects[0]).toEqual({ type: 'spawn', generation: 2 })
  expect(engineStatusOf(next.state)).toBe('restarting')
})

test('the third crash within five minutes waits for the person instead of trying again', () => {
  const state = crashAt(0, 100_000, 299_999)
  expect(state.phase).toBe('gave-up')
  expect(supervisionErrorOf(state)?.code).toBe('worker.gave-up')
  expect(run([{ type: 'start' }], state).effects).toEqual([])
})

test('a third crash after five minutes is one of two', () => {
  expect(crashAt(0, 100_000, 300_000).phase).toBe('backing-off')
})

test('after the word of the person it takes three more crashes to give up again', () => {
  const again = run([{ type: 'restart' }], crashAt(0, 1000, 2000))
  expect(again.effects[0]).toEqual({ type: 'spawn', generation: 4 })
  const crashedOnce = run([ready(4), exit(4, 3000)], again.state)
  expect(crashedOnce.state.phase).toBe('backing-off')
})

test('a worker that is not ready in time is killed by force and counts as crashed', () => {
  const started = run([{ type: 'start' }])
  const late = run([ring(started.state, 120_000)], started.state)
  expect(late.effects[0]).toEqual({ type: 'kill', generation: 1, force: true })
  expect(engineStatusOf(late.state)).toBe('restarting')
  const gone = run([exit(1, 120_100)], late.state)
  expect(gone.state.phase).toBe('backing-off')
  expect(supervisionErrorOf(gone.state)?.code).toBe('worker.timed-out')
})

test('a model that cannot be loaded is not loaded again and again', () => {
  const error = { code: 'model.damaged' } as const
  const failed = run([{ type: 'start' }, { type: 'load-failed', generation: 1, error }])
  expect(failed.effects.map(({ type }) => type)).toEqual(['kill', 'announce-lost', 'set-timer'])
  const gone = run([exit(1, 10)], failed.state)
  expect(gone.state).toMatchObject({ phase: 'gave-up', error })
})

test('another model ends the running process first and starts without a wait', () => {
  const asked = run([{ type: 'start' }, ready(1), { type: 'restart' }])
  expect(asked.effects.some(({ type }) => type === 'spawn')).toBe(false)
  expect(engineStatusOf(asked.state)).toBe('loading')
  expect(run([exit(1, 20)], asked.state).effects[0]).toEqual({ type: 'spawn', generation: 2 })
})

test('a process that ignores the request to end is killed by force', () => {
  const stopping = run([{ type: 'start' }, ready(1), { type: 'stop' }])
  expect(stopping.effects[0]).toEqual({ type: 'kill', generation: 1, force: false })
  const forced = run([ring(stopping.state, 2000)], stopping.state)
  expect(forced.effects[0]).toEqual({ type: 'kill', generation: 1, force: true })
})

test('a worker that answers its pings is left alone, and one that does not is replaced', () => {
  const serving = run([{ type: 'start' }, ready(1)]).state
  const asked = run([ring(serving, 10_000)], serving)
  expect(asked.effects[0]).toEqual({ type: 'ping', generation: 1 })
  const answered = run([{ type: 'pong', generation: 1 }], asked.state)
  expect(run([ring(asked.state, 40_000)], answered.state).effects).toEqual([])
  const silent = run([ring(asked.state, 40_000)], asked.state)
  expect(silent.effects[0]).toEqual({ type: 'kill', generation: 1, force: true })
})

test('a start that comes while it is being stopped takes the stop back', () => {
  const state = run([{ type: 'start' }, ready(1), { type: 'stop' }, { type: 'start' }]).state
  expect(run([exit(1, 5)], state).effects[0]).toEqual({ type: 'spawn', generation: 2 })
})
