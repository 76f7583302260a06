import type { HotkeyPress } from '../../electron/contracts/hotkey.ts'
import type { RequestResult } from '../../electron/contracts/ipc.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

interface HotkeyBridge {
  readonly request: (
    route: 'hotkey.try',
    input: { readonly on: boolean },
  ) => Promise<RequestResult<'hotkey.try'>>
  readonly on: (route: 'hotkey.pressed', listener: (press: HotkeyPress) => void) => () => void
}

/** How far it was tried: not at all, it is down now, or it went down and up again. */
type HotkeyTry = 'untried' | 'down' | 'works'

export interface HotkeyStore extends ReadableStore<HotkeyTry> {
  /** Presses begin nothing from now on. Returns what ends it. */
  readonly watch: () => () => void
  readonly dispose: () => void
}

/** Whether the hotkey does what it should, as the person presses it. */
export const createHotkeyStore = (bridge: HotkeyBridge): HotkeyStore => {
  const store = createValueStore<HotkeyTry>('untried')
  const dispose = bridge.on('hotkey.pressed', (press) =>
    store.set(press === 'down' ? 'down' : 'works'),
  )
  return {
    get: store.get,
    subscribe: store.subscribe,
    watch: () => {
      void bridge.request('hotkey.try', { on: true })
      return () => void bridge.request('hotkey.try', { on: false })
    },
    dispose,
  }
}
