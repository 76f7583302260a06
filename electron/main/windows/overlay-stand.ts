import type { OverlayShape } from '../../contracts/snapshot.ts'
import type { Point, Rectangle } from './overlay-placement.ts'

/** On which display the overlay stands, if on any. Pure. */

interface StandDisplay {
  readonly id: number
  readonly bounds: Rectangle
}

export interface Surroundings<D extends StandDisplay = StandDisplay> {
  readonly displays: readonly D[]
  /** Of the displays: those on which a program fills the screen. */
  readonly fullScreen: readonly number[]
  /** Where the pointer is. */
  readonly pointer: Point
  /** A window of ours that has the keyboard shows what the overlay would. */
  readonly isShownElsewhere: boolean
  readonly staysOverFullScreen: boolean
}

/** The display on which it stood last, also where that is gone for now. */
export interface Home {
  readonly id: number
  readonly bounds: Rectangle
}

const distance = ({ x, y, width, height }: Rectangle, point: Point): number =>
  Math.hypot(
    Math.max(x - point.x, 0, point.x - (x + width)),
    Math.max(y - point.y, 0, point.y - (y + height)),
  )

const nearest = <D extends StandDisplay>(displays: readonly D[], point: Point): D | undefined =>
  displays.toSorted((a, b) => distance(a.bounds, point) - distance(b.bounds, point))[0]

const middleOf = ({ x, y, width, height }: Rectangle): Point => ({
  x: x + width / 2,
  y: y + height / 2,
})

/**
 * The display for an overlay of this shape; null: it is not to be seen.
 *
 * One in view stays on its display, and comes back to it when that was gone for a while; one that
 * appears does so where the pointer is. Over a program that fills the screen nothing is shown: what somebody
 * asked for is shown on another display, where there is one, and a pill waits until that is over.
 * @param home null: it appears now.
 */
export const whereToStand = <D extends StandDisplay>(
  shape: OverlayShape,
  home: Home | null,
  { displays, fullScreen, pointer, isShownElsewhere, staysOverFullScreen }: Surroundings<D>,
): D | null => {
  if (isShownElsewhere) return null
  const around = home === null ? pointer : middleOf(home.bounds)
  const own = displays.find(({ id }) => id === home?.id) ?? nearest(displays, around)
  if (own === undefined) return null
  if (staysOverFullScreen || !fullScreen.includes(own.id)) return own
  if (shape === 'pill') return null
  const free = displays.filter(({ id }) => !fullScreen.includes(id))
  return nearest(free, middleOf(own.bounds)) ?? null
}
