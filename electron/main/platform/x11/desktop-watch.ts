import type { Rectangle } from '../../windows/overlay-placement.ts'
import type { Clock } from '../../workers/clock.ts'
import type { XConnection } from './connection.ts'
import { filledDisplays, type ManagedWindow } from './full-screen.ts'
import { idIn, placeIn, propertyChangeIn, sizeIn, valuesIn } from './wire.ts'

/** What of an X desktop the overlay goes by. */
export interface DesktopView {
  /** Where a program fills the screen: places in the list of displays. */
  readonly filled: readonly number[]
  /** Somebody puts windows over each other: what is transparent is. */
  readonly isComposited: boolean
}

/** "Extended Window Manager Hints", and the selection that a compositing manager holds (its section 7.2). */
const ATOMS = [
  '_NET_ACTIVE_WINDOW',
  '_NET_CLIENT_LIST_STACKING',
  '_NET_CURRENT_DESKTOP',
  '_NET_WM_DESKTOP',
  '_NET_WM_STATE',
  '_NET_WM_STATE_FULLSCREEN',
  '_NET_WM_STATE_HIDDEN',
  '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_DESKTOP',
  '_NET_WM_WINDOW_TYPE_DOCK',
  '_NET_WM_CM_S0',
] as const
type AtomName = (typeof ATOMS)[number]

/** A window that fills the screen is restacked, given the keyboard and marked, one after the other. */
const SETTLE_MS = 60
/** On every desktop (its section 5.4). */
const ALL_DESKTOPS = 0xffff_ffff
/** So many windows are looked at, the upmost; what lies below them nobody sees. */
const MOST_WINDOWS = 60

interface DesktopWatchParts {
  readonly connection: XConnection
  readonly clock: Clock
  /** In pixels of the screen. */
  readonly displays: () => readonly Rectangle[]
  readonly onView: (view: DesktopView) => void
}

export interface DesktopWatch {
  /** Of the server's events. */
  readonly take: (event: Buffer) => void
  /** Looks again: displays have changed, or a compositor may have come. */
  readonly look: () => void
  readonly dispose: () => void
}

/**
 * Follows the window in front, and what it fills.
 *
 * Invariants:
 * 1. A view is told when it differs from the one before; the first one always.
 * 2. However fast windows change, there is one look at a time, and one after the last change.
 */
export const watchDesktop = async (parts: DesktopWatchParts): Promise<DesktopWatch> => {
  const { connection, clock } = parts
  const { root } = connection
  const replies = await Promise.all(
    ATOMS.map((name) => connection.ask({ type: 'intern-atom', name })),
  )
  const atoms = new Map<AtomName, number>(
    ATOMS.map((name, index) => [name, replies[index] == null ? 0 : idIn(replies[index])]),
  )
  const atom = (name: AtomName): number => atoms.get(name) ?? 0
  const property = async (window: number, name: AtomName): Promise<readonly number[]> => {
    const reply = await connection.ask({ type: 'property', window, property: atom(name) })
    return reply === null ? [] : valuesIn(reply)
  }

  const windowOf = async (window: number, desktop: number, active: number) => {
    const [state, desktops, types, geometry, place] = await Promise.all([
      property(window, '_NET_WM_STATE'),
      property(window, '_NET_WM_DESKTOP'),
      property(window, '_NET_WM_WINDOW_TYPE'),
      connection.ask({ type: 'geometry', window }),
      connection.ask({ type: 'place-on', window, root }),
    ])
    const isFurniture =
      types.includes(atom('_NET_WM_WINDOW_TYPE_DESKTOP')) ||
      types.includes(atom('_NET_WM_WINDOW_TYPE_DOCK'))
    const on = desktops[0] ?? desktop
    const isElsewhere = on !== desktop && on !== ALL_DESKTOPS
    if (geometry === null || place === null || isFurniture || isElsewhere) return null
    const isFullScreen = state.includes(atom('_NET_WM_STATE_FULLSCREEN'))
    // It may leave the full screen without anything else changing, and the one in use may enter it.
    if (isFullScreen || window === active) connection.tell({ type: 'follow-properties', window })
    return {
      bounds: { ...placeIn(place), ...sizeIn(geometry) },
      isFullScreen,
      isHidden: state.includes(atom('_NET_WM_STATE_HIDDEN')),
      isActive: window === active,
    } satisfies ManagedWindow
  }

  const see = async (): Promise<DesktopView> => {
    const [stacking, [active = 0], [desktop = 0], owner] = await Promise.all([
      property(root, '_NET_CLIENT_LIST_STACKING'),
      property(root, '_NET_ACTIVE_WINDOW'),
      property(root, '_NET_CURRENT_DESKTOP'),
      connection.ask({ type: 'selection-owner', selection: atom('_NET_WM_CM_S0') }),
    ])
    const windows = await Promise.all(
      stacking.slice(-MOST_WINDOWS).map((window) => windowOf(window, desktop, active)),
    )
    return {
      filled: filledDisplays(
        windows.filter((window) => window !== null),
        parts.displays(),
      ),
      isComposited: owner !== null && idIn(owner) !== 0,
    }
  }

  let told = ''
  let isLooking = false
  let isStale = false
  let isDisposed = false
  let cancel: (() => void) | null = null
  const lookNow = async (): Promise<void> => {
    if (isLooking) {
      isStale = true
      return
    }
    isLooking = true
    do {
      isStale = false
      const view = await see()
      if (isDisposed) return
      const text = JSON.stringify(view)
      if (text !== told) parts.onView(view)
      told = text
      // It changes while somebody else has the turn.
      // oxlint-disable-next-line typescript/no-unnecessary-condition
    } while (isStale)
    isLooking = false
  }
  const lookSoon = (): void => {
    cancel ??= clock.setTimer(SETTLE_MS, () => {
      cancel = null
      void lookNow()
    })
  }
  const TOLD_BY: readonly AtomName[] = [
    '_NET_ACTIVE_WINDOW',
    '_NET_CLIENT_LIST_STACKING',
    '_NET_CURRENT_DESKTOP',
    '_NET_WM_STATE',
  ]
  const followed = new Set(TOLD_BY.map(atom))

  connection.tell({ type: 'follow-properties', window: root })
  await lookNow()
  return {
    take: (event) => {
      const change = propertyChangeIn(event)
      if (change !== null && followed.has(change.property)) lookSoon()
    },
    look: lookSoon,
    dispose: () => {
      isDisposed = true
      cancel?.()
    },
  }
}
