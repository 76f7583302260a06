import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Nearer to the end than this counts as looking at the newest; touchpads stop a little short. */
const END_ROOM_PX = 48
/** Older turns are asked for this far before the person comes to them. */
const OLDER_ROOM_PX = 800

/**
 * Keeps a scrolled list where the person reads.
 *
 * Invariants:
 * 1. At the end it stays at the end, whatever grows.
 * 2. Away from the end nothing moves under the eyes: the browser's scroll anchoring holds the place,
 *    which it does only where the list is scrolled by at least a pixel.
 */
export const useReadingPosition = (options: {
  readonly onFollowing: (following: boolean) => void
  readonly onNearStart: () => void
}) => {
  const { onFollowing, onNearStart } = options
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [following, setFollowing] = useState(true)
  const followingRef = useRef(true)

  const toEnd = useCallback(() => {
    scroller?.scrollTo({ top: scroller.scrollHeight })
  }, [scroller])

  useLayoutEffect(() => {
    if (followingRef.current) toEnd()
  })

  useEffect(() => {
    if (scroller === null) return
    const grown = new ResizeObserver(() => {
      if (followingRef.current) toEnd()
    })
    grown.observe(scroller)
    if (scroller.firstElementChild !== null) grown.observe(scroller.firstElementChild)
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller
      const atEnd = scrollHeight - scrollTop - clientHeight < END_ROOM_PX
      if (atEnd !== followingRef.current) {
        followingRef.current = atEnd
        setFollowing(atEnd)
        onFollowing(atEnd)
      }
      if (scrollTop < OLDER_ROOM_PX && !atEnd) {
        if (scrollTop < 1) scroller.scrollTo({ top: 1 })
        onNearStart()
      }
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
