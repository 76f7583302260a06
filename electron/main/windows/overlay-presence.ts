import type { AppSnapshot, ConversationSnapshot, OverlayShape } from '../../contracts/snapshot.ts'
import type { Clock } from '../workers/clock.ts'

/** What the overlay goes by. */
export type Followed = Pick<AppSnapshot, 'conversation' | 'waiting' | 'deviceNotice'>

interface OverlayPresenceOptions {
  readonly clock: Clock
  readonly hideAfterMs: () => number
  /** Whether the person wants to see it while Warbler waits for its phrase. */
  readonly staysWhileWaiting: () => boolean
  readonly show: (shape: OverlayShape) => void
  readonly hide: () => void
}

/** To see that it has stopped, and what it took the words for. */
const NOTHING_TO_READ_MS = 1500

/**
 * When the overlay is in view, and in which shape.
 *
 * Invariants:
 * 1. Something that begins, or fails, shows the card. Some time after it is over the overlay rests,
 *    and never while something goes on.
 * 2. At rest it is a pill while Warbler waits for its phrase (or is kept from it), and hidden otherwise.
 * 3. What the person put away stays away until something begins, or waiting is switched on.
 * 4. Where nothing was answered there is nothing to read on: the card rests after a moment.
 * 5. A notice of a device shows the pill where nothing is in view, and takes it away with it.
 */
export class OverlayPresence {
  readonly #options: OverlayPresenceOptions
  #shown: OverlayShape | null = null
  #active = false
  #failed = false
  #waits = false
  #wantsPill = false
  #notice: AppSnapshot['deviceNotice'] = null
  /** The pill is in view for a notice alone. */
  #forNotice = false
  #cancelRest: () => void = () => undefined

  constructor(options: OverlayPresenceOptions) {
    this.#options = options
  }

  follow({ conversation, waiting, deviceNotice }: Followed): void {
    const before = { active: this.#active, failed: this.#failed }
    // Kept first: whoever is told of a shape may come back with what follows from it.
    this.#active = isActive(conversation)
    this.#failed = conversation.phase === 'failed'
    this.#waits = waiting.state !== 'off'
    // Shown when something begins, not while it goes on: a person may have put it away meanwhile.
    if (this.#active && !before.active) {
      this.#cancelRest()
      this.#show('card')
    } else if (!this.#active && before.active) {
      this.#restSoon(isRead(conversation) ? undefined : NOTHING_TO_READ_MS)
    }
    if (this.#failed && !before.failed) {
      this.#show('card')
      this.#restSoon()
    }
    this.look()
    this.#followNotice(deviceNotice)
  }

  #followNotice(notice: AppSnapshot['deviceNotice']): void {
    if (notice === this.#notice) return
    this.#notice = notice
    if (notice === null) {
      if (this.#forNotice) this.hide()
    } else if (this.#shown === null) {
      this.#show('pill')
      this.#forNotice = true
    }
  }

  /** The person wants to see more than the pill. */
  expand(): void {
    this.#show('card')
    if (!this.#active) this.#restSoon()
  }

  /** The person put away what is shown: a card leaves the pill where there is one. */
  dismiss(): void {
    if (this.#shown === 'card') this.#rest()
    else this.hide()
  }

  /** Whether it is to be seen at rest may have changed. */
  look(): void {
    const wantsPill = this.#waits && this.#options.staysWhileWaiting()
    if (wantsPill === this.#wantsPill) return
    this.#wantsPill = wantsPill
    if (this.#shown !== 'card') this.#rest()
  }

  hide(): void {
    this.#cancelRest()
    this.#forNotice = false
    this.#shown = null
    this.#options.hide()
  }

  dispose(): void {
    this.#cancelRest()
  }

  #show(shape: OverlayShape): void {
    this.#forNotice = false
    this.#shown = shape
    this.#options.show(shape)
  }

  #rest(): void {
    this.#cancelRest()
    if (this.#wantsPill) this.#show('pill')
    else this.hide()
  }

  #restSoon(afterMs = this.#options.hideAfterMs()): void {
    this.#cancelRest()
    this.#cancelRest = this.#options.clock.setTimer(afterMs, () => this.#rest())
  }
}

/** After "that's all", a key that was pressed by mistake, a turn that was broken off. */
const isRead = ({ reply, attention }: ConversationSnapshot): boolean =>
  reply.heard + reply.coming !== '' || attention !== null

/** An open conversation in which nobody speaks is no reason to stay in the person's view. */
const isActive = ({ phase, way, person }: ConversationSnapshot): boolean =>
  phase !== 'idle' &&
  phase !== 'failed' &&
  !(phase === 'listening' && way === 'open' && person.tentative === '')
