import { powerMonitor, screen, type BrowserWindow, type Display } from 'electron'
import type { OverlayAnchor } from '../../contracts/settings.ts'
import type { OverlayShape } from '../../contracts/snapshot.ts'
import { systemClock } from '../workers/clock.ts'
import { createWindow } from './create-window.ts'
import {
  anchorOf,
  CARD_WIDTH,
  placeOverlay,
  windowSize,
  type Point,
  type Size,
} from './overlay-placement.ts'
import { OverlayPresence, type Followed } from './overlay-presence.ts'
import { whereToStand, type Home, type Surroundings } from './overlay-stand.ts'
import { PillTouch } from './pill-touch.ts'
import { mortalWindow, reviveWindow } from './revive-window.ts'

/** Until the page has measured itself. */
const FIRST_SIZES = {
  card: { width: CARD_WIDTH, height: 84 },
  pill: { width: 220, height: 56 },
} as const

interface OverlayOptions {
  readonly hideAfterMs: () => number
  readonly staysWhileWaiting: () => boolean
  /** Also over a program that fills the screen. */
  readonly staysOverFullScreen: () => boolean
  /** The page draws this shape from now on. */
  readonly onShape: (shape: OverlayShape) => void
  readonly positions: () => Readonly<Record<string, OverlayAnchor>>
  readonly rememberPosition: (displayId: string, anchor: OverlayAnchor) => void
  /** Electron knows where the pointer is over other windows: clicks can go through the pill. */
  readonly seesPointer: boolean
}

/** What the overlay goes by beside the conversation. */
type Around = Pick<Surroundings, 'fullScreen' | 'isShownElsewhere'>

/**
 * The overlay window: always on top, never focused.
 *
 * Invariants:
 * 1. It is shown with `showInactive` only: no focus is taken, ever.
 * 2. It appears on the display with the pointer and stays on that; where it goes meanwhile, because that is
 *    gone or filled, it comes back from. A person's drag is remembered for the display that it ended on.
 * 3. It is never larger than what its page draws: what lies beside that can be clicked, and what lies under
 *    a pill that nobody touches, too.
 * 4. Where its page keeps dying it is hidden, because a dead one would stand in the way of clicks; it
 *    gets another try whenever there is something to show.
 */
export class OverlayWindow {
  readonly window: BrowserWindow
  readonly #options: OverlayOptions
  readonly #presence: OverlayPresence
  readonly #touch: PillTouch
  readonly #sizes: Record<OverlayShape, Size> = {
    ...FIRST_SIZES,
  }
  #pointer: Point = { x: 0, y: 0 }
  #askPointer = (): Promise<Point> => Promise.resolve(screen.getCursorScreenPoint())
  #passesClicks: boolean
  #around: Around = { fullScreen: [], isShownElsewhere: false }
  /** What is wanted; null: nothing is. */
  #wanted: OverlayShape | null = null
  #shape: OverlayShape = 'card'
  #home: Home | null = null
  #isOverFullScreen = false
  /** While it is dragged: from the pointer to its corner. */
  #grip: Point | null = null

  constructor(options: OverlayOptions) {
    this.#options = options
    this.#passesClicks = options.seesPointer
    this.#presence = new OverlayPresence({
      clock: systemClock,
      hideAfterMs: options.hideAfterMs,
      staysWhileWaiting: options.staysWhileWaiting,
      show: (shape) => this.#want(shape),
      hide: () => this.#want(null),
    })
    this.window = createWindow('overlay', {
      ...FIRST_SIZES.card,
      frame: false,
      transparent: true,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      focusable: false,
      hasShadow: false,
      alwaysOnTop: true,
      // A panel does not activate the app when it is clicked.
      ...(process.platform === 'darwin' ? ({ type: 'panel' } as const) : {}),
      title: 'Warbler',
    })
    this.#touch = new PillTouch({
      clock: systemClock,
      bounds: () => this.window.getBounds(),
      pointer: () => this.#askPointer(),
      passClicks: (passes) => this.window.setIgnoreMouseEvents(passes),
    })
    this.#stayOnTop()
    reviveWindow(mortalWindow(this.window), systemClock, () => this.#presence.hide())
    // Who held it when its page died does not let go of it any more.
    this.window.webContents.on('render-process-gone', () => (this.#grip = null))
    screen.on('display-added', this.#stand)
    screen.on('display-removed', this.#stand)
    screen.on('display-metrics-changed', this.#stand)
    powerMonitor.on('resume', this.#onResume)
    this.window.on('closed', () => {
      screen.off('display-added', this.#stand)
      screen.off('display-removed', this.#stand)
      screen.off('display-metrics-changed', this.#stand)
      powerMonitor.off('resume', this.#onResume)
      this.#touch.dispose()
      this.#presence.dispose()
    })
  }

  /** Whether the person sees it. */
  get isInView(): boolean {
    return !this.window.isDestroyed() && this.window.isVisible()
  }

  /** Follows the app: in view while something goes on, and while Warbler waits for its phrase. */
  follow(snapshot: Followed): void {
    this.#presence.follow(snapshot)
  }

  /** Settings have changed. */
  look(): void {
    this.#presence.look()
    if (this.#options.staysOverFullScreen() !== this.#isOverFullScreen) this.#stayOnTop()
    this.#stand()
  }

  /** Whoever knows better than Electron where the pointer is. */
  askPointerOf(ask: () => Promise<Point | null>): void {
    this.#askPointer = async () => (await ask()) ?? screen.getCursorScreenPoint()
    this.#passesClicks = true
    this.#stand()
  }

  /** Programs fill displays, or do not any more; a window of ours shows the same. */
  surround(around: Partial<Around>): void {
    this.#around = { ...this.#around, ...around }
    this.#stand()
  }

  expand(): void {
    this.#presence.expand()
  }

  /** The person put it away. */
  dismiss(): void {
    this.#presence.dismiss()
  }

  /** Grows from the edge that it stands at. A width is the pill's; the card has its own. */
  resize(content: { readonly height: number; readonly width?: number | undefined }): void {
    if (this.window.isDestroyed()) return
    const shape: OverlayShape = content.width === undefined ? 'card' : 'pill'
    const size = windowSize(content, this.window.webContents.getZoomFactor())
    const before = this.#sizes[shape]
    this.#sizes[shape] = size
    const isSame = size.width === before.width && size.height === before.height
    if (!isSame && shape === this.#shape) this.#stand()
  }

  /** Goes with the pointer from `start` to `end`, and snaps to edges and the middle. */
  drag(to: 'start' | 'pointer' | 'end'): void {
    if (!this.isInView) return
    const pointer = screen.getCursorScreenPoint()
    const bounds = this.window.getBounds()
    if (to === 'start') this.#grip = { x: bounds.x - pointer.x, y: bounds.y - pointer.y }
    if (this.#grip === null) return
    const corner = { x: pointer.x + this.#grip.x, y: pointer.y + this.#grip.y }
    const display = screen.getDisplayNearestPoint(pointer)
    const anchor = anchorOf(display.workArea, { ...bounds, ...corner })
    const { x, y } = placeOverlay(display.workArea, bounds, anchor)
    if (x !== bounds.x || y !== bounds.y) this.window.setPosition(x, y)
    if (to !== 'end') return
    this.#grip = null
    this.#home = { id: display.id, bounds: display.bounds }
    this.#options.rememberPosition(String(display.id), anchor)
    // What has changed meanwhile had to wait.
    this.#stand()
  }

  #want(shape: OverlayShape | null): void {
    const isOther = shape !== null && shape !== this.#shape
    const appears = shape !== null && this.#wanted === null
    this.#wanted = shape
    if (shape === null) this.#home = null
    else this.#shape = shape
    this.#pointer = screen.getCursorScreenPoint()
    this.#stand()
    if (appears) void this.#goToPointer()
    if (isOther) this.#options.onShape(this.#shape)
  }

  /** It appeared where the pointer was last seen, and is where it is before it has drawn anything. */
  async #goToPointer(): Promise<void> {
    const home = this.#home
    const pointer = await this.#askPointer()
    if (this.#wanted === null || this.#home !== home) return
    this.#pointer = pointer
    this.#home = null
    this.#stand()
  }

  readonly #stand = (): void => {
    if (this.window.isDestroyed() || this.#grip !== null) return
    const display =
      this.#wanted === null
        ? null
        : whereToStand<Display>(this.#wanted, this.#home, {
            ...this.#around,
            displays: screen.getAllDisplays(),
            pointer: this.#pointer,
            staysOverFullScreen: this.#options.staysOverFullScreen(),
          })
    if (display === null) {
      this.#touch.watch(false)
      if (this.window.isVisible()) this.window.hide()
      return
    }
    this.#home ??= { id: display.id, bounds: display.bounds }
    const size = this.#sizes[this.#shape]
    const place = placeOverlay(
      display.workArea,
      size,
      this.#options.positions()[String(display.id)],
    )
    this.window.setBounds({ ...place, ...size })
    if (!this.window.isVisible()) {
      if (this.window.webContents.isCrashed()) this.window.webContents.reload()
      this.window.showInactive()
    }
    this.#touch.watch(this.#passesClicks && this.#wanted === 'pill')
  }

  #stayOnTop(): void {
    this.window.setAlwaysOnTop(true, 'screen-saver')
    this.#isOverFullScreen = this.#options.staysOverFullScreen()
    this.window.setVisibleOnAllWorkspaces(true, {
      visibleOnFullScreen: this.#isOverFullScreen,
      // Else macOS takes the app out of the dock.
      skipTransformProcessType: true,
    })
  }

  readonly #onResume = (): void => {
    if (this.window.isDestroyed()) return
    // Some systems forget what was on top of what.
    this.#stayOnTop()
    this.#stand()
  }
}
