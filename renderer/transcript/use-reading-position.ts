import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { placeOfTurn, readingPlace, restorePlace, type ReadingPlace } from './reading-place.ts'
import type { ListTarget } from './turn-list.ts'

/** Nearer to the end than this counts as looking at the newest; touchpads stop a little short. */
const END_ROOM_PX = 48
/** More turns are asked for this far before the person comes to them: two pages, a fling of half a second. */
const MORE_ROOM_PX = 3600

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
 *    exchange that is read is put back before it is drawn, and before another is taken for the place:
 *    a page that came between two steps of scrolling was scrolled past, and so the next, and the next.
 *    (The browser's own scroll anchoring took the day's heading for the place, and lost it when older
 *    turns came in behind the heading.)
 * 4. Where the list is opened at a turn, that turn is the place.
 */
export const useReadingPosition = ({
  target,
  opened,
  hasNewer,
  onFollowing,
  onPlace,
  onNearStart,
  onNearEnd,
}: {
  readonly target: ListTarget | null
  /** Another number each time the list is opened. */
  readonly opened: number
  /** The list does not reach to the newest turn: its end is not the end. */
  readonly hasNewer: boolean
  readonly onFollowing: (following: boolean) => void
  readonly onPlace: (place: ReadingPlace | null) => void
  readonly onNearStart: () => void
  readonly onNearEnd: () => void
}) => {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [following, setFollowing] = useState(true)
  const followingRef = useRef(true)
  const placeRef = useRef<ReadingPlace | null>(null)
  /** Where the list stood when the place was taken. */
  const topRef = useRef(0)
  const hasNewerRef = useRef(hasNewer)

  const toEnd = useCallback(() => scroller?.scrollTo({ top: scroller.scrollHeight }), [scroller])
  const become = useCallback(
    (isFollowing: boolean, place: ReadingPlace | null) => {
      placeRef.current = place
      onPlace(place)
      if (isFollowing === followingRef.current) return
      followingRef.current = isFollowing
      setFollowing(isFollowing)
      onFollowing(isFollowing)
    },
    [onFollowing, onPlace],
  )

  useLayoutEffect(() => {
    hasNewerRef.current = hasNewer
  }, [hasNewer])

  useEffect(() => {
    if (scroller === null) return
    const hold = () => {
      if (followingRef.current) {
        toEnd()
        keepOpened(scroller)
        return
      }
      keepPlace()
    }
    const keepPlace = () => {
      if (placeRef.current === null) return
      // Scrolled since, and not told of it yet: that is meant, and stays.
      const { exchangeId, offsetPx } = placeRef.current
      placeRef.current = { exchangeId, offsetPx: offsetPx - (scroller.scrollTop - topRef.current) }
      restorePlace(scroller, placeRef.current)
      topRef.current = scroller.scrollTop
    }
    const grown = new ResizeObserver(hold)
    for (const element of [scroller, ...scroller.children]) grown.observe(element)
    const onScroll = () => {
      // What came in above since the last picture is seen by no observer yet.
      if (!followingRef.current) keepPlace()
      const { scrollTop, scrollHeight, clientHeight } = scroller
      topRef.current = scrollTop
      const leftPx = scrollHeight - scrollTop - clientHeight
      const atEnd = leftPx < END_ROOM_PX && !hasNewerRef.current
      become(atEnd, atEnd ? null : readingPlace(scroller))
      if (scrollTop < MORE_ROOM_PX && !atEnd) onNearStart()
      if (leftPx < MORE_ROOM_PX && hasNewerRef.current) onNearEnd()
    }
    scroller.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      grown.disconnect()
      scroller.removeEventListener('scroll', onScroll)
    }
  }, [scroller, toEnd, become, onNearStart, onNearEnd])

  const openedRef = useRef(-1)
  useLayoutEffect(() => {
    if (scroller === null || openedRef.current === opened) return
    openedRef.current = opened
    if (target === null) {
      become(true, null)
      toEnd()
      return
    }
    const place = placeOfTurn(scroller, target)
    if (place === null) return
    become(false, place)
    restorePlace(scroller, place)
    topRef.current = scroller.scrollTop
  }, [scroller, target, opened, become, toEnd])

  const follow = useCallback(() => {
    become(true, null)
    toEnd()
  }, [become, toEnd])

  return { scrollerRef: setScroller, following, follow }
}
