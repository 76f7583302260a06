import { app, screen } from 'electron'
import type { OverlayStyle } from '../../contracts/snapshot.ts'
import { openDesktopWatch } from '../platform/x11/open-desktop-watch.ts'
import type { OverlayWindow } from './overlay-window.ts'
import type { WindowSet } from './window-set.ts'

export interface OverlaySurroundings {
  /** The transcript window shows the conversation that goes on, or (false) something older. */
  readonly transcriptIsLive: (live: boolean) => void
  readonly dispose: () => void
}

/**
 * What the overlay has to look out for: programs that fill a display, a desktop on which nothing is
 * transparent, and our own transcript window, which shows the same while it is the one in use.
 */
export const followSurroundings = (
  windows: WindowSet,
  overlay: OverlayWindow,
  onSurface: (surface: OverlayStyle['surface']) => void,
): OverlaySurroundings => {
  let isLive = true
  const lookAtTranscript = (): void => {
    const transcript = windows.get('transcript')
    const isInUse = transcript !== undefined && !transcript.isDestroyed() && transcript.isFocused()
    overlay.surround({ isShownElsewhere: isInUse && isLive })
  }
  app.on('browser-window-focus', lookAtTranscript)
  app.on('browser-window-blur', lookAtTranscript)

  // One scale for the whole screen is what X has.
  const inPixels = () =>
    screen.getAllDisplays().map(({ bounds, scaleFactor: scale }) => ({
      x: bounds.x * scale,
      y: bounds.y * scale,
      width: bounds.width * scale,
      height: bounds.height * scale,
    }))
  const desktop = openDesktopWatch(inPixels, ({ filled, isComposited }) => {
    const displays = screen.getAllDisplays()
    overlay.surround({ fullScreen: filled.flatMap((index) => displays[index]?.id ?? []) })
    onSurface(isComposited ? 'glass' : 'solid')
  })
  screen.on('display-metrics-changed', desktop.look)
  screen.on('display-added', desktop.look)
  screen.on('display-removed', desktop.look)
  return {
    transcriptIsLive: (live) => {
      isLive = live
      lookAtTranscript()
    },
    dispose: () => {
      app.off('browser-window-focus', lookAtTranscript)
      app.off('browser-window-blur', lookAtTranscript)
      screen.off('display-metrics-changed', desktop.look)
      screen.off('display-added', desktop.look)
      screen.off('display-removed', desktop.look)
      desktop.dispose()
    },
  }
}
