import { screen, type BrowserWindow, type Display } from 'electron'
import type { ConversationSnapshot } from '../../contracts/snapshot.ts'
import { systemClock } from '../workers/clock.ts'
import { createWindow } from './create-window.ts'
import { anchorOf, placeOverlay } from './overlay-placement.ts'
import { mortalWindow, reviveWindow } from './revive-window.ts'

const WIDTH = 460
const FIRST_HEIGHT = 84

export interface OverlayOptions {
  readonly hideAfterMs: () => number
  readonly positions: () => Readonly<Record<string, { readonly x: number; readonly y: number }>>
  readonly rememberPosition: (displayId: string, anchor: { x: number; y: number }) => void
}

/**
 * The overlay window: always on top, never focused, on the display with the pointer.
 *
 * Invariants:
 * 1. It is shown with `showInactive` only: no focus is taken, ever.
 * 2. It moves to another display only while hidden; a person's drag is remembered for that display.
 * 3. It hides itself some time after the conversation fell idle, and never while something goes on.
 * 4. Where its page keeps dying it is hidden, because a dead one would stand in the way of clicks; it
 *    gets another try whenever there is something to show.
 */
export class OverlayWindow {
  readonly window: BrowserWindow
  readonly #options: OverlayOptions
  #hideTimer: NodeJS.Timeout | null = null
  #placing = false
  #active = false
  #failed = false
  #height = FIRST_HEIGHT

  constructor(options: OverlayOptions) {
    this.#options = options
    this.window = createWindow('overlay', {
      width: WIDTH,
      height: FIRST_HEIGHT,
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
    reviveWindow(mortalWindow(this.window), systemClock, () => this.hide())
    this.window.on('moved', () => this.#remember())
    screen.on('display-removed', this.#onDisplaysChanged)
    screen.on('display-metrics-changed', this.#onDisplaysChanged)
    this.window.on('closed', () => {
      screen.off('display-removed', this.#onDisplaysChanged)
      screen.off('display-metrics-changed', this.#onDisplaysChanged)
      this.#clearHide()
    })
  }

  /** Follows the conversation: shown while something goes on, hidden a while after. */
  follow(conversation: ConversationSnapshot): void {
    const active = isActive(conversation)
    // Shown when something begins, not while it goes on: a person may have closed it meanwhile.
    if (active && !this.#active) {
      this.#clearHide()
      this.show()
    } else if (!active && this.#active) {
      this.#hideSoon()
    }
    if (conversation.phase === 'failed' && !this.#failed) {
      this.show()
      this.#hideSoon()
    }
    this.#active = active
    this.#failed = conversation.phase === 'failed'
  }

  show(): void {
    if (this.window.isDestroyed() || this.window.isVisible()) return
    if (this.window.webContents.isCrashed()) this.window.webContents.reload()
    this.#place(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()))
    this.window.showInactive()
  }

  hide(): void {
    this.#clearHide()
    if (!this.window.isDestroyed()) this.window.hide()
  }

  /** Grows upwards: the lower edge stays where it is. */
  resize(height: number): void {
    if (this.window.isDestroyed() || height === this.#height) return
    this.#height = Math.round(height)
    this.#place(screen.getDisplayMatching(this.window.getBounds()))
  }

  #place(display: Display): void {
    const size = { width: WIDTH, height: this.#height }
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

  #hideSoon(): void {
    this.#clearHide()
    this.#hideTimer = setTimeout(() => this.hide(), this.#options.hideAfterMs())
  }

  #clearHide(): void {
    if (this.#hideTimer !== null) clearTimeout(this.#hideTimer)
    this.#hideTimer = null
  }
}

/** An open conversation in which nobody speaks is no reason to stay in the person's view. */
const isActive = ({ phase, way, person }: ConversationSnapshot): boolean =>
  phase !== 'idle' &&
  phase !== 'failed' &&
  !(phase === 'listening' && way === 'open' && person.tentative === '')
