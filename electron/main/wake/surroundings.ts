import type { OtherRecorders } from '../platform/other-recorders.ts'
import type { Surroundings } from './wake-keeper.ts'

/** What Electron's power monitor tells, as far as it is used here. */
export interface PowerSigns {
  on(event: 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume', listener: () => void): unknown
  removeListener(
    event: 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume',
    listener: () => void,
  ): unknown
}

export interface SurroundingsWatch {
  readonly now: () => Surroundings
  /** Whether anybody needs to know of other applications: looking costs a process. */
  readonly want: (wanted: boolean) => void
  readonly dispose: () => void
}

/**
 * What goes on around Warbler: whether the screen is locked, the machine asleep, and another application
 * uses the microphone.
 */
export const watchSurroundings = (
  power: PowerSigns,
  openRecorders: (onChange: () => void) => OtherRecorders,
  onChange: () => void,
): SurroundingsWatch => {
  let locked = false
  let asleep = false
  let recorders: OtherRecorders | null = null
  const set = (change: () => void) => () => {
    change()
    onChange()
  }
  const listeners = {
    'lock-screen': set(() => (locked = true)),
    'unlock-screen': set(() => (locked = false)),
    suspend: set(() => (asleep = true)),
    resume: set(() => (asleep = false)),
  } as const
  const events = ['lock-screen', 'unlock-screen', 'suspend', 'resume'] as const
  for (const event of events) power.on(event, listeners[event])
  return {
    now: () => ({ locked, asleep, recordedBy: recorders?.recordedBy() ?? null }),
    want: (wanted) => {
      if (wanted === (recorders !== null)) return
      recorders?.dispose()
      recorders = wanted ? openRecorders(onChange) : null
    },
    dispose: () => {
      for (const event of events) power.removeListener(event, listeners[event])
      recorders?.dispose()
    },
  }
}
