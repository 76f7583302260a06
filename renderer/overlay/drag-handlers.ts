import type { PointerEvent } from 'react'
import type { RequestInput } from '../../electron/contracts/ipc.ts'

export interface DragHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
  readonly onLostPointerCapture: (event: PointerEvent<HTMLElement>) => void
}

/** What is pressed or read is not a handle. */
const NOT_A_HANDLE = 'button, a, input, select, [tabindex]'

/**
 * The overlay goes with the pointer that holds it. Main moves the window, because the page's own coordinates
 * move with it; it is asked once a frame at most.
 */
export const createDragHandlers = (
  drag: (to: RequestInput<'overlay.drag'>['to']) => void,
): DragHandlers => {
  let isHeld = false
  let frame: number | null = null
  const end = () => {
    if (!isHeld) return
    isHeld = false
    if (frame !== null) cancelAnimationFrame(frame)
    frame = null
    drag('end')
  }
  return {
    onPointerDown: (event) => {
      const { target, currentTarget } = event
      const isSystems = currentTarget.dataset['movedBy'] === 'system'
      const isHandle = target instanceof Element && target.closest(NOT_A_HANDLE) === null
      if (event.button !== 0 || isSystems || !isHandle) return
      isHeld = true
      currentTarget.setPointerCapture(event.pointerId)
      drag('start')
    },
    onPointerMove: () => {
      if (!isHeld) return
      frame ??= requestAnimationFrame(() => {
        frame = null
        drag('pointer')
      })
    },
    onPointerUp: end,
    onLostPointerCapture: end,
  }
}
