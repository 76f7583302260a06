import { screen, type BrowserWindow, type Display } from 'electron'
import type { OverlayShape } from '../../contracts/snapshot.ts'
import { systemClock } from '../workers/clock.ts'
import { createWindow } from './create-window.ts'
import { anchorOf, CARD_WIDTH, placeOverlay, windowSize, type Size } from './overlay-placement.ts'
import { OverlayPresence, type Followed } from './overlay-presence.ts'
import { mortalWindow, reviveWindow } from './revive-window.ts'

/** Until the page has measured itself. */
const FIRST_SIZES = {
  card: { width: CARD_WIDTH, height: 84 },
  pill: { width: 220, height: 56 },
} as const

export interface OverlayOptions {
  readonly hideAfterMs: () => number
  readonly staysWhileWaiting: () => boolean
  /** The page draws this shape from now on. */
  readonly onShape: (shape: OverlayShape) => void
  readonly positions: () => Readonly<Record<string, { readonly x: number; readonly y: number }>>
  readonly rememberPosition: (displayId: string, anchor: { x: number; y: number }) => void
}

/**
 * The overlay window: always on top, never focused, on the display with the pointer.
 *
 * Invariants:
 * 1. It is shown with `showInactive` only: no focus is taken, ever.
 * 2. It moves to another display only while hidden; a person's drag is remembered for that display.
 * 3. It is never larger than what its page draws: what lies beside that can be clicked.
 * 4. Where its page keeps dying it is hidden, because a dead one would stand in the way of clicks; it
 *    gets another try whenever there is something to show.
 */
export class OverlayWindow {
  readonly window: BrowserWindow
  readonly #options: OverlayOptions
  readonly #presence: OverlayPresence
  readonly #sizes: Record<OverlayShape, Size> = {
    ...FIRST_SIZES,
  }
  #placing = false
  #shape: OverlayShape = 'card'

  constructor(options: OverlayOptions) {
    this.#options = options
    this.#presence = new OverlayPresence({
      clock: systemClock,
      hideAfterMs: options.hideAfterMs,
      staysWhileWaiting: options.staysWhileWaiting,
      show: (shape) => this.#show(shape),
      hide: () => {
        if (!this.window.isDestroyed()) this.window.hide()
      },
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
    this.window.setAlwaysOnTop(true, 'screen-saver')
    this.window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: false })
    reviveWindow(mortalWindow(this.window), systemClock, () => this.#presence.hide())
    this.window.on('moved', () => this.#remember())
    screen.on('display-removed', this.#onDisplaysChanged)
    screen.on('display-metrics-changed', this.#onDisplaysChanged)
    this.window.on('closed', () => {
      screen.off('display-removed', this.#onDisplaysChanged)
      screen.off('display-metrics-changed', this.#onDisplaysChanged)
      this.#presence.dispose()
    })
  }

  /** Follows the app: in view while something goes on, and while Warbler waits for its phrase. */
  follow(snapshot: Followed): void {
    this.#presence.follow(snapshot)
  }

  /** Settings have changed. */
  look(): void {
    this.#presence.look()
  }

  expand(): void {
    this.#presence.expand()
  }

  /** The person put it away. */
  dismiss(): void {
    this.#presence.dismiss()
  }

  /** Grows upwards: the lower edge stays where it is. A width is the pill's; the card has its own. */
  resize(content: { readonly height: number; readonly width?: number | undefined }): void {
    if (this.window.isDestroyed()) return
    const shape: OverlayShape = content.width === undefined ? 'card' : 'pill'
    const size = windowSize(content, this.window.webContents.getZoomFactor())
    const before = this.#sizes[shape]
    this.#sizes[shape] = size
    const isSame = size.width === before.width && size.height === before.height
    if (isSame || shape !== this.#shape) return
    this.#place(screen.getDisplayMatching(this.window.getBounds()))
  }

  #show(shape: OverlayShape): void {
    if (this.window.isDestroyed()) return
    const { window } = this
    const isOther = shape !== this.#shape
    this.#shape = shape
    if (!window.isVisible()) {
      if (window.webContents.isCrashed()) window.webContents.reload()
      this.#place(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()))
      window.showInactive()
    } else if (isOther) {
      this.#place(screen.getDisplayMatching(window.getBounds()))
    }
    if (isOther) this.#options.onShape(shape)
  }

  #place(display: Display): void {
    const size = this.#sizes[this.#shape]
    const remembered = this.#options.positions()[String(display.id)]
    this.#placing = true
    this.window.setBounds({ ...placeOverlay(display.workArea, size, remembered), ...size })
    this.#placing = false
  }

  #remember(): void {
    if (this.#placing || this.window.isDestroyed() || !this.window.isVisible()) return
    const bounds = this.window.getBounds()
    const display = screen.getDisplayMatching(bounds)
    const expected = placeOverlay(
      display.workArea,
      bounds,
      this.#options.positions()[String(display.id)],
    )
    // `moved` also reports our own placing, late; only a person's drag is worth remembering.
    if (Math.abs(expected.x - bounds.x) <= 1 && Math.abs(expected.y - bounds.y) <= 1) return
    this.#options.rememberPosition(String(display.id), anchorOf(display.workArea, bounds))
  }

  readonly #onDisplaysChanged = (): void => {
    if (!this.window.isDestroyed()) this.#place(screen.getDisplayMatching(this.window.getBounds()))
  }
}
