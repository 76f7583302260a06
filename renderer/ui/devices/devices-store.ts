import type { Result } from '../../../electron/contracts/errors.ts'
import type { DevicesView, LoudspeakerTest } from '../../../electron/contracts/devices.ts'
import type { RequestInput, RequestResult, WindowEvents } from '../../../electron/contracts/ipc.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'

type DevicesRoute =
  'devices.get' | 'devices.watch' | 'devices.try-again' | 'devices.test-loudspeaker'

/** What the store needs of the window's bridge. */
export interface DevicesBridge {
  readonly request: <R extends DevicesRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: <E extends 'devices.changed' | 'devices.heard'>(
    route: E,
    listener: (event: WindowEvents[E]) => void,
  ) => () => void
}

interface DevicesShown {
  /** Null until they have come. */
  readonly devices: DevicesView | null
  /** Somebody has spoken since the level is watched, or since another microphone was chosen. */
  readonly heard: boolean
  /** How the loudspeaker was tried last; null: it was not. */
  readonly test: LoudspeakerTest | null
}

export interface DevicesStore extends ReadableStore<DevicesShown> {
  /** The level is watched from now on. Returns what ends it. */
  readonly watch: () => () => void
  /** Another microphone: what was heard was another one. */
  readonly forgetHeard: () => void
  /** Tries the microphone once more. */
  readonly tryAgain: () => void
  readonly testLoudspeaker: () => void
  readonly dispose: () => void
}

/**
 * Microphones and loudspeakers as main knows them.
 *
 * Invariants:
 * 1. An event is newer than the answer to the first request.
 * 2. Main is asked to watch once while anybody here watches, and told when nobody does any more.
 */
export const createDevicesStore = (bridge: DevicesBridge): DevicesStore => {
  const store = createValueStore<DevicesShown>({ devices: null, heard: false, test: null })
  const show = (changes: Partial<DevicesShown>) => store.set({ ...store.get(), ...changes })
  let watching = 0
  const endChanges = bridge.on('devices.changed', (devices) => show({ devices }))
  const endHeard = bridge.on('devices.heard', () => {
    if (watching > 0 && !store.get().heard) show({ heard: true })
  })
  const begin = async (): Promise<void> => {
    const answer = await bridge.request('devices.get', {})
    if (answer.ok && store.get().devices === null) show({ devices: answer.value })
  }
  void begin()
  const tell = (on: boolean): Promise<Result<null>> => bridge.request('devices.watch', { on })
  return {
    get: store.get,
    subscribe: store.subscribe,
    watch: () => {
      watching += 1
      if (watching === 1) void tell(true)
      let ended = false
      return () => {
        if (ended) return
        ended = true
        watching -= 1
        if (watching > 0) return
        show({ heard: false })
        void tell(false)
      }
    },
    forgetHeard: () => show({ heard: false }),
    tryAgain: () => void bridge.request('devices.try-again', {}),
    testLoudspeaker: () =>
      void (async () => {
        const answer = await bridge.request('devices.test-loudspeaker', {})
        if (answer.ok) show({ test: answer.value })
      })(),
    dispose: () => {
      endChanges()
      endHeard()
    },
  }
}
