import type { OverlayAnchor } from '../../contracts/settings.ts'

/** Where the overlay stands. Pure, so that odd displays can be tested. */

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export type Rectangle = Point & Size

/** The card's width, in pixels of the display: a zoomed page wraps its words instead. */
export const CARD_WIDTH = 460
const HIGHEST = 600

/**
 * The window's size for content of so many CSS pixels, which are larger where the page is zoomed: how
 * much, the page itself cannot tell while its window changes. Without a width it is the card.
 */
export const windowSize = (
  content: { readonly height: number; readonly width?: number | undefined },
  zoom: number,
): Size => {
  const inWindow = (length: number) => Math.min(HIGHEST, Math.ceil(length * zoom))
  return {
    width: content.width === undefined ? CARD_WIDTH : inWindow(content.width),
    height: inWindow(content.height),
  }
}

/** Distance of the default place from the lower edge of the work area. */
const BOTTOM_MARGIN = 24
/** As near as a hand comes that means the edge, and no nearer than one that means the place beside it. */
const SNAP_WITHIN = 14

const within = (value: number, start: number, room: number) =>
  Math.min(Math.max(value, start), start + Math.max(0, room))

const defaultAnchor = ({ width, height }: Size): OverlayAnchor => ({
  x: width / 2,
  y: height - BOTTOM_MARGIN,
})

/**
 * Top left corner of the overlay: where the person put it on this display, else bottom centre; always
 * wholly inside the work area, and as far as that goes of one that is too small.
 *
 * Kept is the offset of its bottom centre, so that it grows upwards, or that it stands at an edge: a pill
 * at the right edge then is a card at the right edge. One at the upper edge grows downwards.
 */
export const placeOverlay = (
  workArea: Rectangle,
  size: Size,
  remembered: OverlayAnchor | undefined,
): Point => {
  const anchor = remembered ?? defaultAnchor(workArea)
  const rooms = { x: workArea.width - size.width, y: workArea.height - size.height }
  const left = { start: 0, middle: rooms.x / 2, end: rooms.x }
  const top = { start: 0, end: rooms.y }
  const x = anchor.atX === undefined ? anchor.x - size.width / 2 : left[anchor.atX]
  const y = anchor.atY === undefined ? anchor.y - size.height : top[anchor.atY]
  return {
    x: Math.round(within(workArea.x + x, workArea.x, rooms.x)),
    y: Math.round(within(workArea.y + y, workArea.y, rooms.y)),
  }
}

/**
 * The anchor for an overlay that is dragged to these bounds: near an edge of the work area, or its middle,
 * it snaps to it.
 */
export const anchorOf = (workArea: Rectangle, bounds: Rectangle): OverlayAnchor => {
  const left = bounds.x - workArea.x
  const top = bounds.y - workArea.y
  const right = workArea.width - bounds.width - left
  const bottom = workArea.height - bounds.height - top
  const isMiddle = Math.abs(left - right) / 2 <= SNAP_WITHIN
  const atX =
    left <= SNAP_WITHIN ? 'start' : right <= SNAP_WITHIN ? 'end' : isMiddle ? 'middle' : undefined
  const atY = top <= SNAP_WITHIN ? 'start' : bottom <= SNAP_WITHIN ? 'end' : undefined
  return {
    x: left + bounds.width / 2,
    y: top + bounds.height,
    ...(atX === undefined ? {} : { atX }),
    ...(atY === undefined ? {} : { atY }),
  }
}
