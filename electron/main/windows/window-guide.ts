import type { BrowserWindow } from 'electron'

/** Leads a window to a place in it. `T` says which. */
export interface WindowGuide<T> {
  /** Opens the window; null: as it is. */
  readonly show: (target: T | null) => void
  /** For a page that has just begun: where it is to go, told once. */
  readonly takeTarget: () => T | null
}

/**
 * Leads a window to a place in it: a setting, a conversation.
 *
 * Invariant: a window that is not there yet is told once its page asks, and only for what it was opened.
 */
export const createWindowGuide = <T>(window: {
  readonly get: () => BrowserWindow | undefined
  readonly open: () => void
  readonly send: (target: T) => void
}): WindowGuide<T> => {
  let waiting: T | null = null
  return {
    show: (target) => {
      const page = window.get()?.webContents
      const isLoaded = page !== undefined && !page.isLoading() && !page.isCrashed()
      waiting = isLoaded ? null : target
      window.open()
      if (isLoaded && target !== null) window.send(target)
    },
    takeTarget: () => {
      const target = waiting
      waiting = null
      return target
    },
  }
}
