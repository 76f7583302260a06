import type { Point, Rectangle } from './overlay-placement.ts'

/**
 * Whether the pill takes clicks. It stands over what somebody works in, all day: a click that is meant for
 * what lies under it goes there. Whoever wants the pill itself rests the pointer on it for a moment. Pure.
 */
export interface PillTouch {
  /** Since when the pointer is on it; null: it is not. */
  readonly insideSinceMs: number | null
  readonly takesClicks: boolean
  /** When to look at the pointer again. */
  readonly nextLookMs: number
}

export const UNTOUCHED: PillTouch = { insideSinceMs: null, takesClicks: false, nextLookMs: 0 }

/** Who aims at something under it clicks sooner, and who aims at the pill looks at it first. */
const RESTS_AFTER_MS = 250
/** A look costs 0.1 ms. A hand that comes from further away takes longer than until the next one. */
const LOOKS_MS = [
  { withinPixels: 150, everyMs: 125 },
  { withinPixels: 600, everyMs: 250 },
] as const
const FAR_LOOKS_MS = 500

const distance = ({ x, y, width, height }: Rectangle, point: Point): number =>
  Math.hypot(
    Math.max(x - point.x, 0, point.x - (x + width)),
    Math.max(y - point.y, 0, point.y - (y + height)),
  )

export const lookAtPointer = (
  before: PillTouch,
  pill: Rectangle,
  pointer: Point,
  atMs: number,
): PillTouch => {
  const pixels = distance(pill, pointer)
  const nextLookMs =
    LOOKS_MS.find(({ withinPixels }) => pixels <= withinPixels)?.everyMs ?? FAR_LOOKS_MS
  if (pixels > 0) return { insideSinceMs: null, takesClicks: false, nextLookMs }
  const insideSinceMs = before.insideSinceMs ?? atMs
  return { insideSinceMs, takesClicks: atMs - insideSinceMs >= RESTS_AFTER_MS, nextLookMs }
}
