import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  backOffMs,
  SUPERVISION_POLICIES,
  type SupervisionPolicy,
} from '../../../electron/core/supervision/policy.ts'
import {
  initialSupervision,
  isAlive,
  type SupervisionEffect,
  type SupervisionEvent,
  type SupervisionState,
} from '../../../electron/core/supervision/state.ts'
import { engineStatusOf, isExpected } from '../../../electron/core/supervision/status.ts'
import { supervise } from '../../../electron/core/supervision/supervise.ts'

/**
 * A world in which processes live and die, timers ring late, twice or never in order, and the person
 * interferes. Whatever happens, the invariants of `supervise` hold.
 */
const policy: SupervisionPolicy = SUPERVISION_POLICIES.stt
const error = { code: 'worker.crashed' } as const

type Happening = {
  readonly what:
    | 'start'
    | 'stop'
    | 'restart'
    | 'ready'
    | 'load-failed'
    | 'exit'
    | 'pong'
    | 'hung'
    | 'timer'
    | 'stale-timer'
    | 'stale-exit'
    | 'stale-ready'
  readonly laterMs: number
}

const happenings = fc.array(
  fc.record<Happening>({
    what: fc.constantFrom(
      'start',
      'stop',
      'restart',
      'ready',
      'load-failed',
      'exit',
      'exit',
      'pong',
      'hung',
      'timer',
      'timer',
      'stale-timer',
      'stale-exit',
      'stale-ready',
    ),
    laterMs: fc.integer({ min: 0, max: 200_000 }),
  }),
  { maxLength: 60 },
)

interface World {
  state: SupervisionState
  atMs: number
  live: Set<number>
  timer: { readonly timer: number; readonly delayMs: number } | null
}

const eventOf = (world: World, what: Happening['what']): SupervisionEvent | null => {
  const { generation, timer } = world.state
  const { atMs } = world
  switch (what) {
    case 'start':
    case 'stop':
    case 'restart':
      return { type: what }
    case 'ready':
    case 'pong':
      return world.live.has(generation) ? { type: what, generation } : null
    case 'load-failed':
      return world.live.has(generation) ? { type: what, generation, error } : null
    case 'exit':
      if (!world.live.delete(generation)) return null
      return { type: 'exited', generation, error, atMs }
    case 'hung':
      return { type: 'hung', generation, error, atMs }
    case 'timer':
      return world.timer === null ? null : { type: 'timer', timer: world.timer.timer, atMs }
    case 'stale-timer':
      return { type: 'timer', timer: timer - 1, atMs }
    case 'stale-exit':
      return { type: 'exited', generation: generation - 1, error, atMs }
    case 'stale-ready':
      return { type: 'ready', generation: generation - 1 }
  }
}

const apply = (world: World, effect: SupervisionEffect) => {
  switch (effect.type) {
    case 'spawn':
      expect(world.live.size, 'a second process beside a live one').toBe(0)
      world.live.add(effect.generation)
      return
    case 'kill':
    case 'ping':
      expect(world.live.has(effect.generation), 'speaks to a process that is gone').toBe(true)
      return
    case 'set-timer':
      world.timer = effect
      return
    case 'clear-timer':
      world.timer = null
      return
    case 'announce-ready':
      expect(world.state.phase).toBe('ready')
      return
    case 'announce-lost':
  }
}

const happen = (world: World, { what, laterMs }: Happening) => {
  world.atMs += laterMs
  const event = eventOf(world, what)
  if (event === null) return
  const before = world.state
  const { state, effects } = supervise(before, event, policy)
  world.state = state
  for (const effect of effects) apply(world, effect)
  check(world, before, event, effects)
  if (what.startsWith('stale')) expect(state, 'the past changes nothing').toBe(before)
}

const check = (
  world: World,
  before: SupervisionState,
  event: SupervisionEvent,
  effects: readonly SupervisionEffect[],
) => {
  const { state } = world
  expect(world.live.has(state.generation), 'the phase knows what lives').toBe(isAlive(state))
  expect(world.live.size).toBeLessThanOrEqual(1)
  expect(state.generation).toBeGreaterThanOrEqual(before.generation)
  expect(engineStatusOf(state)).toBeTypeOf('string')
  if (state.phase !== 'stopped' && state.phase !== 'gave-up') {
    expect(world.timer?.timer, 'who waits has a timer').toBe(state.timer)
  }
  if (event.type === 'exited' && isAlive(before) && event.generation === before.generation) {
    expect(['starting', 'stopped', 'backing-off', 'gave-up']).toContain(state.phase)
  }
  const served = before.phase === 'ready' || before.phase === 'starting'
  const serves = state.phase === 'ready' || state.phase === 'starting'
  if ((served && !serves) || (isExpected(before) && !isExpected(state))) {
    expect(effects.some(({ type }) => type === 'announce-lost')).toBe(true)
  }
  const delay = effects.find((effect) => effect.type === 'set-timer')
  if (state.phase === 'backing-off' && delay?.type === 'set-timer') {
    expect(delay.delayMs).toBeGreaterThanOrEqual(policy.firstBackOffMs)
    expect(delay.delayMs).toBeLessThanOrEqual(policy.maximumBackOffMs)
  }
  expect(state.crashesAtMs.length).toBeLessThanOrEqual(policy.crashLimit)
}

const newWorld = (): World => ({
  state: initialSupervision,
  atMs: 1_000_000,
  live: new Set(),
  timer: null,
})

test('no order of events breaks the invariants of supervision', () => {
  fc.assert(
    fc.property(happenings, (list) => {
      const world = newWorld()
      for (const happening of list) happen(world, happening)
    }),
    { numRuns: 2000 },
  )
})

test('from wherever it stands, a stop followed by the exit leaves nothing running', () => {
  fc.assert(
    fc.property(happenings, (list) => {
      const world = newWorld()
      for (const happening of [...list, { what: 'stop', laterMs: 0 } as const]) {
        happen(world, happening)
      }
      happen(world, { what: 'exit', laterMs: 1 })
      expect(world.state.phase).toBe('stopped')
      expect(world.live.size).toBe(0)
    }),
  )
})

test('from wherever it stands, the word of the person gets a new process to live', () => {
  fc.assert(
    fc.property(happenings, (list) => {
      const world = newWorld()
      for (const happening of list) happen(world, happening)
      const { generation } = world.state
      happen(world, { what: 'restart', laterMs: 0 })
      if (world.state.phase === 'ending') happen(world, { what: 'exit', laterMs: 1 })
      expect(world.state.phase).toBe('starting')
      expect(world.state.generation).toBe(generation + 1)
    }),
  )
})

test('back-off doubles from a quarter of a second and never passes its bound', () => {
  expect([1, 2, 3, 4].map((count) => backOffMs(count, policy))).toEqual([250, 500, 1000, 2000])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (count) => {
      expect(backOffMs(count, policy)).toBeLessThanOrEqual(policy.maximumBackOffMs)
      expect(backOffMs(count + 1, policy)).toBeGreaterThanOrEqual(backOffMs(count, policy))
    }),
  )
})
