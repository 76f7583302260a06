import type { App, BrowserWindow, PowerMonitor } from 'electron'
import type { Warbler } from './compose.ts'
import type { Clock } from './workers/clock.ts'

/**
 * How Warbler ends: by its own command, by a signal, with the session or the machine.
 *
 * Invariants:
 * 1. What runs is saved and disposed of once, whoever asks for it, and however often.
 * 2. What has to be saved is saved before anything is waited for, settings and transcript with it: where the
 *    system ends the process at once (Windows, at the end of a session), nothing is missing.
 * 3. The process ends, whatever hangs.
 */

/**
 * Measured: 0.15 s, idle or in the middle of an answer. A worker that hangs is ended by force after half a
 * second (`worker-supervisor.ts`).
 */
const LIMIT_MS = 900

interface EndingParts {
  readonly app: Pick<App, 'exit' | 'quit' | 'on'>
  readonly clock: Clock
  readonly onSignal: (listener: () => void) => void
  /** Null while there is nothing yet to dispose of. */
  readonly running: () => Pick<Warbler, 'save' | 'dispose'> | null
}

/** Until the first `await` all of it happens within the call; what cannot be saved keeps nothing running. */
const endOf = async ({ save, dispose }: Pick<Warbler, 'save' | 'dispose'>): Promise<void> => {
  try {
    save()
  } finally {
    await dispose()
  }
}

/** @returns follows the machine's power from then on; only once the app is ready. */
export const followEnding = (parts: EndingParts): ((power: Pick<PowerMonitor, 'on'>) => void) => {
  const { app, clock, running } = parts
  let isEnding = false
  /** False: there is nothing to wait for. */
  const end = (): boolean => {
    if (isEnding) return true
    const warbler = running()
    if (warbler === null) return false
    isEnding = true
    const limit = new Promise<void>((passed) => void clock.setTimer(LIMIT_MS, passed))
    const ended = endOf(warbler).catch((thrown: unknown) => console.error(thrown))
    void Promise.race([ended, limit]).then(() => app.exit(0))
    return true
  }
  app.on('before-quit', (event) => {
    if (end()) event.preventDefault()
  })
  parts.onSignal(() => app.quit())
  // Windows tells the windows, and asks nobody else.
  app.on('browser-window-created', (_event, window: Pick<BrowserWindow, 'on'>) => {
    window.on('session-end', () => void end())
  })
  return (power) => {
    // Linux and macOS wait for whoever asks them to, and go on once the process has ended.
    power.on('shutdown', (event?: { readonly preventDefault: () => void }) => {
      event?.preventDefault()
      app.quit()
    })
  }
}
