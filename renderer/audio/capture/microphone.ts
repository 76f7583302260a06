import type { AudioEvent, MicrophoneStatus } from '../../../electron/contracts/audio.ts'
import { toCodedError, type CodedError } from '../../../electron/contracts/errors.ts'
import type { Clock } from '../clock.ts'
import type { OpenMicrophone } from './open-microphone.ts'

/**
 * Keeps the microphone as it is wanted: open or closed, the preferred device or what there is.
 *
 * Invariants:
 * 1. One change at a time: an open that was overtaken by another wish is closed again, never used.
 * 2. `ready` is said only once frames flow, `failed` only when no device could be opened or the one
 *    there is gives nothing; a device that is exchanged for another passes by as `preparing`.
 * 3. A microphone that is not wanted has no live track: the system's own light goes out.
 * 4. While wanted and failed it is tried again: when it is asked for and, which nobody hears of
 *    unless it works, when devices change and (unless the person denied it) after a while.
 * 5. A device that is taken away is missed though sound goes on: sound servers move the stream to
 *    what the loudspeaker plays, and tell nobody.
 */
interface MicrophonePorts {
  readonly clock: Clock
  readonly open: (deviceId: string | null) => Promise<OpenMicrophone>
  /** Identity of the device that `open` would get now; null when there is none. Takes 3 to 9 ms. */
  readonly resolve: (deviceId: string | null) => Promise<string | null>
  readonly connect: (microphone: OpenMicrophone) => Promise<void>
  readonly disconnect: () => void
  readonly report: (event: Extract<AudioEvent, { type: 'microphone' }>) => void
}

/** A device that needs longer than this between frames hangs: drivers after suspend do. */
const STALLED_MS = 2000
/** On a machine with ten times too much to do the first frame came after 2.3 s. */
const FIRST_FRAME_MS = 5000
/** Chromium on Linux hears of sound cards only: a headset by radio leaves without an event. */
const WATCH_MS = 1000
/** `getUserMedia` on a machine without a microphone fails within 10 ms: trying costs nothing. */
const RETRY_MS = 2000
/** Headsets that change their profile mute for some 100 ms. */
const MUTED_MS = 1000

export class Microphone {
  readonly #ports: MicrophonePorts
  #wanted = false
  #deviceId: string | null = null
  #current: OpenMicrophone | null = null
  #status: MicrophoneStatus = 'off'
  #lastReport = ''
  /** The present device must be exchanged, because of this. */
  #stale: CodedError | null = null
  /** How the last device was lost; gone while it was in use is another message than never there. */
  #lost: CodedError | null = null
  #lastFrameAtMs = 0
  /** What `resolve` said last of the device in use; undefined before it was asked. */
  #resolved: string | null | undefined = undefined
  #reconciling: Promise<void> | null = null
  #again = false
  /** Nobody asked for the attempt that comes next. */
  #unasked = false
  #muted = false
  #cancelRetry: (() => void) | null = null
  #cancelWatch: (() => void) | null = null
  #cancelMuted: (() => void) | null = null

  constructor(ports: MicrophonePorts) {
    this.#ports = ports
  }

  /** The wish may be repeated; it is also how a failed microphone is asked for once more. */
  want(wish: { readonly wanted: boolean; readonly deviceId: string | null }): void {
    const moved = wish.deviceId !== this.#deviceId
    this.#wanted = wish.wanted
    this.#deviceId = wish.deviceId
    if (moved) this.devicesChanged()
    else this.#reconcile()
  }

  /** Frames flow. */
  frameArrived(): void {
    this.#lastFrameAtMs = this.#ports.clock.nowMs()
    if (this.#current === null || this.#stale !== null || this.#muted) return
    if (this.#status !== 'ready') this.#report('ready')
  }

  /** Devices came or went, or another one is preferred: the best one may be another now. */
  devicesChanged(): void {
    const current = this.#current
    if (!this.#wanted || current === null) {
      this.#unasked = this.#status === 'failed'
      this.#reconcile()
      return
    }
    void this.#exchangeForBetter(current)
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#reconciling !== null) await this.#reconciling
  }

  async #exchangeForBetter(current: OpenMicrophone): Promise<void> {
    const identity = await this.#ports.resolve(this.#deviceId).catch(() => current.identity)
    if (this.#current !== current || identity === current.identity) return
    this.#exchange(identity === null ? 'the device has gone' : 'another device is preferred now')
  }

  /**
   * Looks whether the device is still there. Only news counts: where the system's names for a device
   * never agree, it would be opened anew for ever.
   */
  async #look(current: OpenMicrophone): Promise<void> {
    const identity = await this.#ports.resolve(this.#deviceId).catch(() => this.#resolved)
    if (this.#current !== current || identity === this.#resolved) return
    const known = this.#resolved !== undefined
    this.#resolved = identity
    if (known) await this.#exchangeForBetter(current)
  }

  #exchange(detail: string): void {
    this.#stale = { code: 'microphone.lost', detail }
    this.#reconcile()
  }

  #reconcile(): void {
    this.#cancelRetry?.()
    this.#cancelRetry = null
    if (this.#reconciling !== null) {
      this.#again = true
      return
    }
    const run = async () => {
      do {
        this.#again = false
        await this.#step()
      } while (this.#again)
      this.#reconciling = null
    }
    this.#reconciling = run()
  }

  async #step(): Promise<void> {
    if (!this.#wanted) {
      this.#close()
      this.#lost = null
      this.#report('off')
      return
    }
    if (this.#current !== null && this.#stale === null) return
    this.#lost = this.#stale ?? this.#lost
    if (!this.#unasked || this.#status !== 'failed') this.#report('preparing')
    this.#unasked = false
    try {
      await this.#openNext()
    } catch (thrown) {
      this.#close()
      const error = toCodedError(thrown)
      this.#report('failed', error.code === 'microphone.absent' ? (this.#lost ?? error) : error)
      if (error.code !== 'microphone.permission-denied') this.#retryLater()
    }
  }

  async #openNext(): Promise<void> {
    const next = await this.#ports.open(this.#deviceId)
    if (!this.#wanted) {
      next.stop()
      return
    }
    try {
      await this.#ports.connect(next)
    } catch (thrown) {
      next.stop()
      throw thrown
    }
    this.#current?.stop()
    // Whether the old device is muted says nothing of this one, and nobody will hear of its end.
    this.#muteChanged(false)
    this.#current = next
    this.#stale = null
    this.#lost = null
    next.onEnded = () => this.#exchange('the device has gone')
    next.onMuteChange = (muted) => this.#muteChanged(muted)
    this.#lastFrameAtMs = this.#ports.clock.nowMs()
    this.#resolved = undefined
    void this.#look(next)
    this.#watch()
  }

  #close(): void {
    this.#cancelWatch?.()
    this.#cancelWatch = null
    this.#muteChanged(false)
    this.#stale = null
    if (this.#current === null) return
    this.#current.stop()
    this.#current = null
    this.#ports.disconnect()
  }

  #retryLater(): void {
    this.#cancelRetry = this.#ports.clock.setTimer(RETRY_MS, () => {
      this.#unasked = true
      this.#reconcile()
    })
  }

  /** Frames that stop without a word: the device is opened anew, and again until they flow. */
  #watch(): void {
    this.#cancelWatch?.()
    this.#cancelWatch = this.#ports.clock.setTimer(WATCH_MS, () => {
      if (this.#current === null) return
      void this.#look(this.#current)
      const silentMs = this.#ports.clock.nowMs() - this.#lastFrameAtMs
      if (silentMs < (this.#status === 'ready' ? STALLED_MS : FIRST_FRAME_MS)) {
        this.#watch()
        return
      }
      const error = { code: 'microphone.lost', detail: 'the device gives no sound' } as const
      this.#unasked = this.#status !== 'ready'
      if (this.#unasked) this.#report('failed', error)
      this.#stale = error
      this.#reconcile()
    })
  }

  #muteChanged(muted: boolean): void {
    this.#cancelMuted?.()
    this.#cancelMuted = null
    this.#muted = false
    if (!muted) return
    this.#cancelMuted = this.#ports.clock.setTimer(MUTED_MS, () => {
      this.#muted = true
      this.#report('failed', { code: 'microphone.muted', detail: 'the system mutes the device' })
    })
  }

  #report(status: MicrophoneStatus, error?: CodedError): void {
    this.#status = status
    const deviceLabel = status === 'ready' ? this.#current?.label : undefined
    const event = {
      type: 'microphone',
      status,
      ...(deviceLabel === undefined ? {} : { deviceLabel }),
      ...(error === undefined ? {} : { error }),
    } as const
    const report = JSON.stringify(event)
    if (report === this.#lastReport) return
    this.#lastReport = report
    this.#ports.report(event)
  }
}
