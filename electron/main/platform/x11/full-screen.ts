import type { Rectangle } from '../../windows/overlay-placement.ts'

/** Which parts of an X screen a program has filled. Pure. */

/** A window that the window manager keeps, in pixels of the screen. */
export interface ManagedWindow {
  readonly bounds: Rectangle
  readonly isFullScreen: boolean
  readonly isHidden: boolean
  readonly isActive: boolean
}

const overlap = (a: Rectangle, b: Rectangle): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** A window over a tenth of a display is one that somebody works in, and no longer the film alone. */
const MATTERS = 0.1

/**
 * The displays (by their place in the list) that somebody sees a full-screen program on: it is the one in
 * use, or nothing lies over it there.
 * @param windows of this desktop, the lowest first.
 */
export const filledDisplays = (
  windows: readonly ManagedWindow[],
  displays: readonly Rectangle[],
): readonly number[] =>
  displays.flatMap((display, index) => {
    const area = display.width * display.height
    const here = windows.filter(
      ({ bounds, isHidden }) => !isHidden && overlap(bounds, display) > MATTERS * area,
    )
    const isFilled = here.some(
      ({ isFullScreen, isActive, bounds }, at) =>
        isFullScreen &&
        overlap(bounds, display) > 0.9 * area &&
        (isActive || at === here.length - 1),
    )
    return isFilled ? [index] : []
  })
