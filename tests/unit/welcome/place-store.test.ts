import { describe, expect, it } from 'vitest'
import { fail, succeed, type Result } from '../../../electron/contracts/errors.ts'
import { FIRST_RUN_DONE, type FirstRun } from '../../../electron/contracts/first-run.ts'
import { createPlaceStore, type PlaceBridge } from '../../../renderer/welcome/place-store.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Main, which takes its time to keep a place where `slow` is set. */
const world = async (place: Partial<FirstRun> = {}, kept: Result<null> = succeed(null)) => {
  const asked: unknown[] = []
  const waiting: (() => void)[] = []
  const slow = { on: false }
  const request = async (route: string, input: unknown): Promise<Result<unknown>> => {
    asked.push([route, input])
    if (route === 'first-run.get') return succeed({ ...FIRST_RUN_DONE, finished: false, ...place })
    if (slow.on) await new Promise<void>((resolve) => waiting.push(resolve))
    return kept
  }
  // Each route is answered by what its schema says it is answered by.
  const store = createPlaceStore({ request } as unknown as PlaceBridge)
  await settle()
  return { store, asked, slow, answer: () => waiting.shift()?.() }
}

describe('the place in the first run', () => {
  it('is where it was left', async () => {
    const { store } = await world({ step: 'hotkey' })
    expect(store.get()?.step).toBe('hotkey')
  })

  it('moves at once, and is kept', async () => {
    const { store, asked } = await world()
    store.chooseWay('both')
    store.next()
    store.skip()
    expect(store.get()).toMatchObject({ step: 'microphone', way: 'both', skipped: ['provider'] })
    await settle()
    expect(asked.at(-1)).toEqual(['first-run.keep', store.get()])
    store.back()
    await settle()
    expect(asked.at(-1)).toEqual(['first-run.keep', expect.objectContaining({ step: 'provider' })])
  })

  it('is kept in the order in which it moved, and left only then', async () => {
    const { store, asked, slow, answer } = await world()
    slow.on = true
    store.next()
    store.next()
    store.leave('nothing')
    await settle()
    expect(asked.slice(1)).toHaveLength(1)
    answer()
    await settle()
    answer()
    await settle()
    expect(asked.slice(1).map((one) => (one as unknown[])[0])).toEqual([
      'first-run.keep',
      'first-run.keep',
      'first-run.leave',
    ])
    expect(asked[2]).toEqual(['first-run.keep', expect.objectContaining({ step: 'loudspeaker' })])
  })

  it('moves also where it cannot be kept', async () => {
    const { store, asked } = await world({}, fail('disk.full'))
    store.next()
    store.next()
    store.leave('transcript')
    await settle()
    await settle()
    expect(store.get()?.step).toBe('loudspeaker')
    expect(asked.at(-1)).toEqual(['first-run.leave', { show: 'transcript' }])
  })
})
