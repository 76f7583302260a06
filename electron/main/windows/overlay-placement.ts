/** Where the overlay stands. Pure, so that odd displays can be tested. */

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

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

/**
 * Top left corner of the overlay: where the person put it on this display (kept as the offset of its
 * bottom centre, so that it grows upwards), else bottom centre; always wholly inside the work area.
 */
export const placeOverlay = (
  workArea: Rectangle,
  size: Size,
  remembered: { readonly x: number; readonly y: number } | undefined,
): { readonly x: number; readonly y: number } => {
  const anchor = remembered ?? {
    x: workArea.width / 2,
    y: workArea.height - BOTTOM_MARGIN,
  }
  return {
    x: Math.round(
      within(workArea.x + anchor.x - size.width / 2, workArea.x, workArea.width - size.width),
    ),
    y: Math.round(
      within(workArea.y + anchor.y - size.height, workArea.y, workArea.height - size.height),
    ),
  }
}

/** The anchor to remember for an overlay that was dragged to these bounds. */
export const anchorOf = (
  workArea: Rectangle,
  bounds: Rectangle,
): { readonly x: number; readonly y: number } => ({
  x: bounds.x - workArea.x + bounds.width / 2,
  y: bounds.y - workArea.y + bounds.height,
})

const within = (value: number, start: number, room: number) =>
  Math.min(Math.max(value, start), start + Math.max(0, room))
