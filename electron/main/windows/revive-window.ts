import type { BrowserWindow } from 'electron'
import type { Clock } from '../workers/clock.ts'

/** What is needed of a window whose page's process may die. */
interface MortalWindow {
  readonly onGone: (listener: () => void) => void
  readonly onClosed: (listener: () => void) => void
  /** Open, and without the process of its page. */
  readonly isDead: () => boolean
  readonly reload: () => void
}

/** Long enough that one who kills it twice in a row, or the memory killer, is through. */
const RELOAD_AFTER_MS = 500
/** As often as a worker is started again before the person is asked. */
const RELOAD_LIMIT = 3
const WITHIN_MS = 5 * 60_000

/**
 * Gives a window its page back when the page's process died: what it shows it asks of main again, so
 * nothing is lost. After three times in five minutes it is left to `giveUp`; a window of the same
 * name that is opened later starts with a clean record.
 */
export const reviveWindow = (window: MortalWindow, clock: Clock, giveUp: () => void): void => {
  let reloadedAtMs: readonly number[] = []
  let cancel = () => {}
  window.onGone(() => {
    cancel()
    const atMs = clock.nowMs()
    const recent = reloadedAtMs.filter((each) => atMs - each < WITHIN_MS)
    if (recent.length >= RELOAD_LIMIT) {
      giveUp()
      return
    }
    reloadedAtMs = [...recent, atMs]
    cancel = clock.setTimer(RELOAD_AFTER_MS, () => {
      // The person may have asked for the window meanwhile, which brings it back at once.
      if (window.isDead()) window.reload()
    })
  })
  window.onClosed(() => cancel())
}

/** The window as Electron has it. */
export const mortalWindow = (window: BrowserWindow): MortalWindow => ({
  onGone: (listener) =>
    window.webContents.on('render-process-gone', () => {
      // A window that is closed loses its process too.
      if (!window.isDestroyed()) listener()
    }),
  onClosed: (listener) => window.on('closed', listener),
  isDead: () => !window.isDestroyed() && window.webContents.isCrashed(),
  reload: () => window.webContents.reload(),
})
