import { useEffect, useRef, useState, type RefObject } from 'react'

/** Where nothing is left out of what is drawn, all of it is in sight. */
const leavesOut = (): boolean =>
  typeof CSS !== 'undefined' && CSS.supports('content-visibility', 'auto')

/**
 * Whether an element with `content-visibility: auto` is in sight or about to be: within one and a half
 * heights of the window, or with the focus, the selection or an open menu in it. So it is long before
 * somebody comes to it, by scrolling or by keys.
 */
export const useInSight = <E extends HTMLElement>(): {
  readonly ref: RefObject<E | null>
  readonly isInSight: boolean
} => {
  const ref = useRef<E>(null)
  const [isInSight, setInSight] = useState(() => !leavesOut())
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const look = (event: Event) => {
      if (event instanceof ContentVisibilityAutoStateChangeEvent) setInSight(!event.skipped)
    }
    element.addEventListener('contentvisibilityautostatechange', look)
    return () => element.removeEventListener('contentvisibilityautostatechange', look)
  }, [])
  return { ref, isInSight }
}
