import { useSyncExternalStore } from 'react'

/** What a component can subscribe to. Both functions are stable and need no `this`. */
export interface ReadableStore<T> {
  readonly get: () => T
  /** Returns the disposer. */
  readonly subscribe: (listener: () => void) => () => void
}

interface ValueStore<T> extends ReadableStore<T> {
  readonly set: (value: T) => void
}

/** One value and who watches it. Setting the same value again tells nobody. */
export const createValueStore = <T>(initial: T): ValueStore<T> => {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export const useStore = <T>(store: ReadableStore<T>): T =>
  useSyncExternalStore(store.subscribe, store.get, store.get)
