import type { WaitingRules } from '../../contracts/snapshot.ts'
import type { OtherRecorders } from '../platform/recorders/other-recorders.ts'
import type { Clock } from '../workers/clock.ts'
import type { Surroundings } from './wake-keeper.ts'

type PowerSign = 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume'

/** What Electron's power monitor tells, as far as it is used here. */
export interface PowerSigns {
  on(event: PowerSign, listener: () => void): unknown
  removeListener(event: PowerSign, listener: () => void): unknown
  /** Also whether the screen is locked; takes some 20 microseconds. */
  getSystemIdleState(idleSeconds: number): 'active' | 'idle' | 'locked' | 'unknown'
}

export interface SurroundingsWatch {
  readonly now: () => Surroundings
  readonly abilities: () => WaitingRules
  /** Whether anybody needs to know: looking costs a little. */
  readonly want: (wanted: boolean) => void
  readonly dispose: () => void
}

/**
 * Linux has no event of a locked screen, but Chromium asks the desktop's screen saver over D-Bus, and
 * its answer is up to date within a tenth of a second. Without a session bus it would answer by the X
 * server's own screen saver, which locks nothing: it went deaf after ten minutes without a key.
 */
const LOOK_EVERY_MS = 1000
const IDLE_SECONDS = 3600

/** Whether a Linux desktop can be asked; `disabled:` is how one says that there is none. */
export const hasSessionBus = (environment: NodeJS.ProcessEnv): boolean => {
  const address = environment['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  return address !== '' && !address.startsWith('disabled:')
}

interface SurroundingsParts {
  readonly power: PowerSigns
  readonly platform: NodeJS.Platform
  /** Linux: there is a desktop to ask. */
  readonly hasSessionBus: boolean
  readonly clock: Clock
  readonly openRecorders: (onChange: () => void) => OtherRecorders
  readonly onChange: () => void
}

/**
 * What goes on around Warbler: whether the screen is locked, the machine asleep, and another application
 * uses the microphone.
 */
export const watchSurroundings = (parts: SurroundingsParts): SurroundingsWatch => {
  const { power, platform, hasSessionBus, clock, openRecorders, onChange } = parts
  const hasLockEvents = platform === 'darwin' || platform === 'win32'
  let locked = false
  let asleep = false
  let wasEverLocked = false
  let recorders: OtherRecorders | null = null
  let cancelLook: () => void = () => undefined

  const setLocked = (next: boolean): void => {
    if (next === locked) return
    locked = next
    wasEverLocked ||= next
    onChange()
  }
  const setAsleep = (next: boolean): void => {
    asleep = next
    onChange()
  }
  const listeners: Readonly<Record<PowerSign, () => void>> = {
    'lock-screen': () => setLocked(true),
    'unlock-screen': () => setLocked(false),
    suspend: () => setAsleep(true),
    resume: () => setAsleep(false),
  }
  const signs = ['lock-screen', 'unlock-screen', 'suspend', 'resume'] as const
  for (const sign of signs) power.on(sign, listeners[sign])

  const lookAtLock = (): void => {
    setLocked(power.getSystemIdleState(IDLE_SECONDS) === 'locked')
    cancelLook = clock.setTimer(LOOK_EVERY_MS, lookAtLock)
  }
  const stop = (): void => {
    cancelLook()
    recorders?.dispose()
    recorders = null
    // Nobody looks any more when it is unlocked.
    if (!hasLockEvents) locked = false
  }

  return {
    now: () => ({ locked, asleep, recordedBy: recorders?.recordedBy() ?? null }),
    abilities: () => ({
      calls: recorders?.isTold() === false ? 'unknown' : 'told',
      lock: hasLockEvents || wasEverLocked ? 'told' : 'unknown',
    }),
    want: (wanted) => {
      if (wanted === (recorders !== null)) return
      if (!wanted) {
        stop()
        return
      }
      recorders = openRecorders(onChange)
      if (!hasLockEvents && hasSessionBus) lookAtLock()
    },
    dispose: () => {
      for (const sign of signs) power.removeListener(sign, listeners[sign])
      stop()
    },
  }
}
