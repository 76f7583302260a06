import type { TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import { firstSoundMs } from '../../electron/core/turns/latency-stages.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

export interface LastAnswer {
  /** From the end of speech to the first sound, ms; null where that is not known. */
  readonly firstSoundMs: number | null
}

/** The exchange that was answered last while this window was open; null: none was. */
export const createLastAnswerStore = (bridge: {
  readonly on: (route: 'turns.logged', listener: (record: TurnLogRecord) => void) => () => void
}): ReadableStore<LastAnswer | null> & { readonly dispose: () => void } => {
  const store = createValueStore<LastAnswer | null>(null)
  const dispose = bridge.on('turns.logged', (record) => {
    // Who interrupts an answer has had one.
    if (record.outcome !== 'answered' && record.outcome !== 'interrupted') return
    store.set({ firstSoundMs: firstSoundMs(record) })
  })
  return { get: store.get, subscribe: store.subscribe, dispose }
}
