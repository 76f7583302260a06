import type { RequestInput } from '../../electron/contracts/ipc.ts'
import type { ContentSize } from './overlay.tsx'

/** The limits that `overlay.resize` takes, in pixels of the display. */
const SMALLEST = 40
const LARGEST = 600

/**
 * What to ask main for, for content of this many CSS pixels. Zoomed pages have larger pixels: the
 * window's width in pixels of the display over its width in CSS pixels says how much. The card is as
 * wide as main makes it.
 */
export const sizeInWindow = (
  { shape, width, height }: ContentSize,
  outerWidth: number,
  innerWidth: number,
): RequestInput<'overlay.resize'> => {
  const zoom = outerWidth > 0 && innerWidth > 0 ? outerWidth / innerWidth : 1
  const within = (length: number) => Math.min(LARGEST, Math.max(SMALLEST, Math.ceil(length * zoom)))
  return shape === 'card'
    ? { height: within(height) }
    : { height: within(height), width: within(width) }
}
