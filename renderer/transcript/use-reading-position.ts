import { useCallback, useEffect, useRef, useState } from 'react'
import { readingPlace, restorePlace, type ReadingPlace } from './reading-place.ts'

/** Nearer to the end than this counts as looking at the newest; touchpads stop a little short. */
const END_ROOM_PX = 48
/** Older turns are asked for this far before the person comes to them. */
const OLDER_ROOM_PX = 800

/** The details that were opened with the focused button may be longer than the list is high. */
const keepOpened = (scroller: Element): void => {
  const focused = document.activeElement
  if (focused?.getAttribute('aria-expanded') !== 'true' || !scroller.contains(focused)) return
  focused.scrollIntoView({ block: 'nearest' })
}

/**
 * Keeps a scrolled list where the person reads. The list's first child holds its content.
 *
 * Invariants:
 * 1. At the end it stays at the end, whatever grows.
 * 2. But what was just opened stays in sight, with the button that opened it.
 * 3. Away from the end nothing moves under the eyes: whenever the content has another height, the
 *    exchange that is read is put back before it is drawn. (The browser's own scroll anchoring took
 *    the day's heading for the place, and lost it when older turns came in behind the heading.)
 */
export const useReadingPosition = ({
  onFollowing,
  onNearStart,
}: {
  readonly onFollowing: (following: boolean) => void
  readonly onNearStart: () => void
}) => {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [following, setFollowing] = useState(true)
  const followingRef = useRef(true)
  const placeRef = useRef<ReadingPlace | null>(null)

  const toEnd = useCallback(() => scroller?.scrollTo({ top: scroller.scrollHeight }), [scroller])

  useEffect(() => {
    if (scroller === null) return
    const hold = () => {
      if (followingRef.current) {
        toEnd()
        keepOpened(scroller)
      } else if (placeRef.current !== null) restorePlace(scroller, placeRef.current)
    }
    const grown = new ResizeObserver(hold)
    for (const element of [scroller, ...scroller.children]) grown.observe(element)
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller
      const atEnd = scrollHeight - scrollTop - clientHeight < END_ROOM_PX
      if (atEnd !== followingRef.current) {
        followingRef.current = atEnd
        setFollowing(atEnd)
        onFollowing(atEnd)
      }
      placeRef.current = atEnd ? null : readingPlace(scroller)
      if (scrollTop < OLDER_ROOM_PX && !atEnd) onNearStart()
    }
    scroller.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      grown.disconnect()
      scroller.removeEventListener('scroll', onScroll)
    }
  }, [scroller, toEnd, onFollowing, onNearStart])

  const follow = useCallback(() => {
    followingRef.current = true
    setFollowing(true)
    onFollowing(true)
    toEnd()
  }, [onFollowing, toEnd])

  return { scrollerRef: setScroller, following, follow }
}
