import { createContext, useContext, useEffect, useRef, useState, type RefObject } from 'react'

/**
 * Which elements of a scrolled list are in sight or about to be: one height of the list before they come,
 * so that whoever comes to them, by scrolling or by keys, finds them complete.
 */
interface Sight {
  /** Tells at once, and with each change; returns the disposer. */
  readonly watch: (element: Element, onChange: (isInSight: boolean) => void) => () => void
  /** The list, before any of its elements is watched; null: it is gone. */
  readonly within: (scroller: Element | null) => void
}

const MARGIN = '100% 0px'

/** Somebody is at it: what they press must not go from under them. */
const isHeld = (element: Element): boolean =>
  element.matches(':focus-within') || element.querySelector(':popover-open') !== null

export const createSight = (): Sight => {
  let root: Element | null = null
  const listeners = new Map<Element, (isInSight: boolean) => void>()
  let observer: IntersectionObserver | null = null
  const look = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, isIntersecting } of entries)
      listeners.get(target)?.(isIntersecting || isHeld(target))
  }
  return {
    within: (scroller) => {
      root = scroller
      observer?.disconnect()
      observer = null
    },
    watch: (element, onChange) => {
      observer ??= new IntersectionObserver(look, { root, rootMargin: MARGIN })
      listeners.set(element, onChange)
      observer.observe(element)
      return () => {
        observer?.unobserve(element)
        listeners.delete(element)
      }
    },
  }
}

/** Null: nothing is left out of what is drawn. */
export const SightContext = createContext<Sight | null>(null)

/** Whether the element that gets `ref` is in sight. */
export const useInSight = <E extends Element>(): {
  readonly ref: RefObject<E | null>
  readonly isInSight: boolean
} => {
  const sight = useContext(SightContext)
  const ref = useRef<E>(null)
  const [isInSight, setInSight] = useState(sight === null)
  useEffect(() => {
    const element = ref.current
    if (sight === null || element === null) return
    return sight.watch(element, setInSight)
  }, [sight])
  return { ref, isInSight }
}
