/** The limits that `overlay.resize` takes, in pixels of the display. */
const LOWEST = 40
const HIGHEST = 600

/**
 * The window's height for content of `height` CSS pixels. Zoomed pages have larger pixels: the
 * window's width in pixels of the display over its width in CSS pixels says how much.
 */
export const heightInWindow = (height: number, outerWidth: number, innerWidth: number): number => {
  const zoom = outerWidth > 0 && innerWidth > 0 ? outerWidth / innerWidth : 1
  return Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(height * zoom)))
}
