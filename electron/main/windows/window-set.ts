import type { BrowserWindow, WebContents } from 'electron'
import {
  WINDOW_NAMES,
  type EventRoute,
  type WindowEvents,
  type WindowName,
} from '../../contracts/ipc.ts'
import { sendEvent } from '../ipc/router.ts'

/**
 * The windows there are, at most one of each name.
 *
 * Invariant: a window is found by its name from its creation until it is destroyed.
 */
export class WindowSet {
  readonly #windows = new Map<WindowName, BrowserWindow>()
  readonly #onGone = new Set<() => void>()

  /** Keeps the window until it is closed. */
  keep(name: WindowName, window: BrowserWindow): BrowserWindow {
    this.#windows.set(name, window)
    window.on('closed', () => {
      if (this.#windows.get(name) === window) this.#windows.delete(name)
      for (const listener of this.#onGone) listener()
    })
    return window
  }

  /** Calls back behind every window that has closed. Returns the disposer. */
  onGone(listener: () => void): () => void {
    this.#onGone.add(listener)
    return () => void this.#onGone.delete(listener)
  }

  get(name: WindowName): BrowserWindow | undefined {
    return this.#windows.get(name)
  }

  /** Whether the window is there and has the keyboard. */
  isInUse(name: WindowName): boolean {
    const window = this.#windows.get(name)
    return window !== undefined && !window.isDestroyed() && window.isFocused()
  }

  nameOf(contents: WebContents | null): WindowName | null {
    return (
      WINDOW_NAMES.find(
        (name) => contents !== null && this.#windows.get(name)?.webContents === contents,
      ) ?? null
    )
  }

  /** Sends to the windows that have this route. */
  send<E extends EventRoute>(route: E, payload: WindowEvents[E], only?: WindowName): void {
    for (const [name, window] of this.#windows) {
      if (only !== undefined && name !== only) continue
      // One whose page died asks for everything when it has a page again.
      if (window.isDestroyed() || window.webContents.isCrashed()) continue
      sendEvent(window.webContents, name, route, payload)
    }
  }
}
