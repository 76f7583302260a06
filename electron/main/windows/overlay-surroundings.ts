import { app, screen } from 'electron'
import type { OverlayStyle } from '../../contracts/snapshot.ts'
import type { DisplaySession } from '../platform/display-session.ts'
import { openDesktopWatch } from '../platform/x11/open-desktop-watch.ts'
import type { Point } from './overlay-placement.ts'
import type { OverlayWindow } from './overlay-window.ts'
import type { WindowSet } from './window-set.ts'

interface OverlaySurroundings {
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
  {
    display,
    onSurface,
  }: {
    readonly display: DisplaySession
    readonly onSurface: (surface: OverlayStyle['surface']) => void
  },
): OverlaySurroundings => {
  let isLive = true
  const lookAtFocus = (): void => {
    // The first steps show what is said, too, and have buttons where the overlay stands.
    const isShownElsewhere = (windows.isInUse('transcript') && isLive) || windows.isInUse('welcome')
    overlay.surround({ isShownElsewhere })
  }
  app.on('browser-window-focus', lookAtFocus)
  app.on('browser-window-blur', lookAtFocus)
  // One that is closed while it has the focus loses it without a word.
  const stopWatching = windows.onGone(lookAtFocus)

  // X windows that a Wayland compositor shows: it is always one, and over others it hides the pointer from X.
  const isXWayland = display === 'xwayland'
  let isAsked = false
  const pointer = async (): Promise<Point | null> => {
    const point = await desktop.pointer()
    const { scaleFactor: scale } = screen.getPrimaryDisplay()
    return point === null ? null : { x: point.x / scale, y: point.y / scale }
  }
  // One scale for the whole screen is what X has.
  const inPixels = () =>
    screen.getAllDisplays().map(({ bounds, scaleFactor: scale }) => ({
      x: bounds.x * scale,
      y: bounds.y * scale,
      width: bounds.width * scale,
      height: bounds.height * scale,
    }))
  // Of windows that are the compositor's own an X server of the session tells nothing.
  const desktop = openDesktopWatch(
    display === 'wayland' ? null : inPixels,
    ({ filled, isComposited }) => {
      const displays = screen.getAllDisplays()
      if (!isAsked && !isXWayland) overlay.askPointerOf(pointer)
      isAsked = true
      overlay.surround({ fullScreen: filled.flatMap((index) => displays[index]?.id ?? []) })
      onSurface(isComposited || isXWayland ? 'glass' : 'solid')
    },
  )
  screen.on('display-metrics-changed', desktop.look)
  screen.on('display-added', desktop.look)
  screen.on('display-removed', desktop.look)
  return {
    transcriptIsLive: (live) => {
      isLive = live
      lookAtFocus()
    },
    dispose: () => {
      app.off('browser-window-focus', lookAtFocus)
      app.off('browser-window-blur', lookAtFocus)
      stopWatching()
      screen.off('display-metrics-changed', desktop.look)
      screen.off('display-added', desktop.look)
      screen.off('display-removed', desktop.look)
      desktop.dispose()
    },
  }
}
