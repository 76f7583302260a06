import { describe, expect, it } from 'vitest'
import { succeed } from '../../../electron/contracts/errors.ts'
import type { RequestResult } from '../../../electron/contracts/ipc.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { createStore } from '../../../renderer/bridge/snapshot-store.ts'
import { appSnapshot } from './app-snapshot.ts'

const bridge = () => {
  const listeners = new Set<(snapshot: AppSnapshot) => void>()
  let answer: (result: RequestResult<'app.snapshot'>) => void = () => undefined
  const asked = new Promise<RequestResult<'app.snapshot'>>((resolve) => {
    answer = resolve
  })
  return {
    listeners,
    emit: (revision: number) => {
      for (const listener of listeners) listener(appSnapshot({}, { revision }))
    },
    answer: async (revision: number) => {
      answer(succeed(appSnapshot({}, { revision })))
      await asked
    },
    request: () => asked,
    on: (_route: 'app.snapshot', listener: (snapshot: AppSnapshot) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

describe('the snapshot store', () => {
  it('is empty until the first snapshot has come', async () => {
    const source = bridge()
    const store = createStore(source)
    expect(store.get()).toBeNull()
    await source.answer(3)
    expect(store.get()?.revision).toBe(3)
  })

  it('keeps an event that overtook the answer to the first request', async () => {
    const source = bridge()
    const store = createStore(source)
    source.emit(8)
    await source.answer(7)
    expect(store.get()?.revision).toBe(8)
  })

  it('tells nobody of a revision that is not newer', () => {
    const source = bridge()
    const store = createStore(source)
    const told: (number | undefined)[] = []
    store.subscribe(() => told.push(store.get()?.revision))
    for (const revision of [4, 4, 2, 5]) source.emit(revision)
    expect(told).toEqual([4, 5])
  })

  it('gives its subscription back', () => {
    const source = bridge()
    createStore(source).dispose()
    expect(source.listeners.size).toBe(0)
  })
})
