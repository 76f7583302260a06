import { describe, expect, it } from 'vitest'
import { succeed } from '../../../electron/contracts/errors.ts'
import type { WakeAttempt } from '../../../electron/contracts/wake.ts'
import {
  createWakeStore,
  verdictOf,
  type WakeBridge,
} from '../../../renderer/ui/wake/wake-store.ts'
import { wakeAttempt } from './wake-attempt.ts'

const stage = () => {
  const asked: boolean[] = []
  const waiting: (() => void)[] = []
  let hear: (attempt: WakeAttempt) => void = () => undefined
  let level: (level: number) => void = () => undefined
  const bridge: WakeBridge = {
    request: (_route, { on }) => {
      asked.push(on)
      return new Promise((resolve) => waiting.push(() => resolve(succeed(null))))
    },
    on: (_route, listener) => {
      hear = listener
      return () => undefined
    },
  }
  const store = createWakeStore(bridge, (listener) => {
    level = listener
    return () => undefined
  })
  /** Main answers all that it was asked. */
  const answer = async () => {
    for (const resolve of waiting.splice(0)) resolve()
    await Promise.resolve()
    await Promise.resolve()
  }
  return {
    store,
    asked,
    answer,
    level: (now: number) => level(now),
    hear: (attempt: WakeAttempt) => hear(attempt),
  }
}

describe('trying the phrase out in the window', () => {
  it('ends once three attempts were good, however many were not', async () => {
    const { store, asked, answer, hear } = stage()
    store.begin()
    await answer()
    for (const score of [0.9, 0.5, 0.8, 0.4]) hear(wakeAttempt(score))
    expect(asked).toEqual([true])
    hear(wakeAttempt(0.79))
    expect(asked).toEqual([true, false])
    expect(store.get()).toMatchObject({ good: 3, attempts: { length: 5 } })
  })

  it('takes no attempt for a good one that was said in another voice', async () => {
    const { store, answer, hear } = stage()
    store.begin()
    await answer()
    const [stranger, ada] = [null, 'Ada'].map((person) => ({
      ...wakeAttempt(0.9),
      voice: { person, score: 0.2, threshold: 0.33 },
    }))
    for (const attempt of [stranger, ada, stranger]) if (attempt !== undefined) hear(attempt)
    expect(store.get()).toMatchObject({ good: 1, attempts: { length: 3 } })
    expect(store.get().attempts?.map(verdictOf)).toEqual(['anotherVoice', 'woke', 'anotherVoice'])
  })

  it('shows nothing of what is heard after it ended', async () => {
    const { store, answer, hear } = stage()
    store.begin()
    await answer()
    for (let count = 0; count < 4; count += 1) hear(wakeAttempt(0.9))
    expect(store.get().attempts).toHaveLength(3)
  })

  it('keeps the latest attempts only', async () => {
    const { store, answer, hear } = stage()
    store.begin()
    await answer()
    for (let count = 0; count < 10; count += 1) hear(wakeAttempt(count / 100))
    expect(store.get().attempts?.map(({ score }) => score)).toEqual([
      0.04, 0.05, 0.06, 0.07, 0.08, 0.09,
    ])
  })

  it('forgets everything when the pane is left, also what was only just asked for', async () => {
    const { store, asked, answer, hear } = stage()
    store.begin()
    store.leave()
    await answer()
    hear(wakeAttempt(0.9))
    expect(asked).toEqual([true, false])
    expect(store.get()).toEqual({ attempts: null, good: 0, loudest: 0 })
  })

  it('asks nothing of main where nothing was tried', () => {
    const { store, asked } = stage()
    store.leave()
    expect(asked).toEqual([])
  })

  it('keeps how loud it became while it was tried, and forgets it for the next time', async () => {
    const { store, answer, level } = stage()
    level(0.9)
    store.begin()
    await answer()
    expect(store.get().loudest).toBe(0)
    for (const now of [0.1, 0.6, 0.3]) level(now)
    expect(store.get().loudest).toBe(0.6)
    store.begin()
    await answer()
    expect(store.get().loudest).toBe(0)
  })
})
