import type { Result } from '../../electron/contracts/errors.ts'
import type { FirstRun, FirstRunWay } from '../../electron/contracts/first-run.ts'
import type { RequestInput, RequestResult } from '../../electron/contracts/ipc.ts'
import { chooseWay, goBack, goOn, skip } from '../../electron/core/first-run/steps.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

type PlaceRoute = 'first-run.get' | 'first-run.keep' | 'first-run.leave'

/** What the store needs of the window's bridge. */
export interface PlaceBridge {
  readonly request: <R extends PlaceRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
}

/** `get` is null until it has come. */
export interface PlaceStore extends ReadableStore<FirstRun | null> {
  readonly next: () => void
  readonly back: () => void
  readonly skip: () => void
  readonly chooseWay: (way: FirstRunWay) => void
  /** They are through, and the window closes. */
  readonly leave: (show: 'transcript' | 'nothing') => void
}

/**
 * Where somebody is in the first run.
 *
 * Invariants:
 * 1. It is shown at once and kept by main, so that a window that is closed or dies goes on there; where it
 *    cannot be kept, it holds for as long as the window does.
 * 2. What is kept last is what was shown last: one request follows the other.
 */
export const createPlaceStore = (bridge: PlaceBridge): PlaceStore => {
  const store = createValueStore<FirstRun | null>(null)
  let kept: Promise<Result<unknown>> = Promise.resolve({ ok: true, value: null })
  const begin = async (): Promise<void> => {
    const answer = await bridge.request('first-run.get', {})
    if (answer.ok && store.get() === null) store.set(answer.value)
  }
  void begin()
  const move = (by: (place: FirstRun) => FirstRun): void => {
    const place = store.get()
    if (place === null) return
    const moved = by(place)
    store.set(moved)
    kept = kept.then(() => bridge.request('first-run.keep', moved))
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    next: () => move(goOn),
    back: () => move(goBack),
    skip: () => move(skip),
    chooseWay: (way) => move((place) => chooseWay(place, way)),
    leave: (show) => void kept.then(() => bridge.request('first-run.leave', { show })),
  }
}
