import { nativeImage, type BrowserWindow } from 'electron'
import { systemClock } from '../workers/clock.ts'
import { createWindow } from './create-window.ts'
import { mortalWindow, reviveWindow } from './revive-window.ts'
import type { WindowSet } from './window-set.ts'

const SIZES = {
  transcript: { width: 1040, height: 820, minWidth: 380, minHeight: 320 },
  settings: { width: 800, height: 760, minWidth: 420, minHeight: 360 },
  welcome: { width: 760, height: 760, minWidth: 380, minHeight: 360 },
} as const
export type AppWindowName = keyof typeof SIZES

/**
 * Shows an ordinary window: the one that is there (with its page again, where that had died), or a
 * new one. One whose page keeps dying is closed, so that opening it once more begins anew.
 */
export const openAppWindow = (
  windows: WindowSet,
  name: AppWindowName,
  options: {
    readonly title: string
    readonly icon: string
    /** It lost the focus, or (`isGone`) its page or itself, and what its page would have done at its end. */
    readonly onLeft: (isGone: boolean) => void
  },
): BrowserWindow => {
  const there = windows.get(name)
  if (there !== undefined) {
    if (there.webContents.isCrashed()) there.webContents.reload()
    if (there.isMinimized()) there.restore()
    there.show()
    there.focus()
    return there
  }
  const window = windows.keep(
    name,
    createWindow(name, {
      ...SIZES[name],
      title: options.title,
      icon: nativeImage.createFromPath(options.icon),
      // Until the page has drawn, a window would flash white.
      show: false,
    }),
  )
  reviveWindow(mortalWindow(window), systemClock, () => window.destroy())
  window.once('ready-to-show', () => window.show())
  window.on('blur', () => options.onLeft(false))
  window.on('closed', () => options.onLeft(true))
  window.webContents.on('render-process-gone', () => options.onLeft(true))
  return window
}
