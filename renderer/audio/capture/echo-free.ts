import {
  FRAME_MS,
  FRAME_SAMPLES,
  MICROPHONE_SAMPLE_RATE_HZ,
} from '../../../electron/contracts/audio.ts'
import type { Clock } from '../clock.ts'
import { createFrameClock, type FrameClock } from './frame-clock.ts'
import type { SourceFrame, StartFrames } from './frame-source.ts'
import type { EchoMeter } from '../likeness/echo-meter.ts'
import type { OpenMicrophone } from './open-microphone.ts'

/**
 * Takes Warbler's own voice out of what the microphone hears, and nothing else.
 *
 * An echo canceller that has not learnt the room yet takes whatever comes at the same time as any
 * sound of ours for an echo of it: with the signal "I listen" it took the first 100 ms of what
 * people said, 40 to 60 dB of them, and "What color is the sky?" became "Color is the sky." (Electron
 * 33, a headset's silence between loudspeaker and microphone; -40 dB or 30 ms of signal did the
 * same). So the microphone is opened without one, and a second time with one from a reply's first
 * sound on. Frames of the time in which the reply is audible come from the second.
 *
 * With headphones there is no echo to learn from: spoken over, the canceller took two whole sentences
 * for one in the first replies. Where a comparison with what is said shows that the microphone does
 * not hear the reply (`likeness/echo-meter.ts`), what it hears is the person and is left alone.
 *
 * Invariants:
 * 1. Every frame that is pushed is delivered once, in order, with its own time.
 * 2. What was heard while the reply is audible is delivered cancelled or, where that cannot be had
 *    in time, as silence: Warbler never hears itself. It is delivered as it is only where the
 *    comparison shows that it is not the reply.
 * 3. Each frame comes with the share of its sound that the reply explains.
 * 4. The second stream is open only while the first one is.
 */
interface EchoFreePorts<F> {
  readonly clock: Clock
  /** Opens the device a second time, with echo cancellation. */
  readonly open: (deviceId: string | null) => Promise<OpenMicrophone>
  readonly start: StartFrames
  /** Whether the reply may be heard in sound that reached the microphone at that time, epoch ms. */
  readonly replyAudible: (atMs: number) => boolean
  /** Compares frames with what the loudspeaker says. */
  readonly meter: Pick<EchoMeter, 'hears' | 'hearPlain' | 'hearCancelled' | 'forget'>
  /** `echoLikeness`: 0 to 1; null where the loudspeaker was silent. */
  readonly deliver: (frame: F, echoLikeness: number | null) => void
}

interface TimedFrame {
  readonly samples: Float32Array
  readonly startedAtMs: number
}

/** The second stream stays open for so long after a reply: it has learnt the room by then. */
const KEEP_MS = 60_000
/**
 * 10 ms, the canceller's own block. Frames of the second stream that were as long as the first one's
 * ended up to 32 ms after them, and that long everything waited.
 */
const CANCELLED_BLOCK_SAMPLES = MICROPHONE_SAMPLE_RATE_HZ / 100
/** Cancelled sound comes some 10 ms later than the other; a busy machine may take longer. */
const PATIENCE_MS = 120
/** 2 s: more than frames ever wait. */
const HISTORY_SAMPLES = 2 * MICROPHONE_SAMPLE_RATE_HZ
/**
 * Somebody who begins to speak over a reply loses 100 to 150 ms to the canceller, by up to 40 dB:
 * "Stop, stop." was not heard at all. Where the reply explains less than this of both streams the
 * plain one is taken, in which the person is 13 dB louder than the echo. In the lab, echoes of -20 and
 * -30 dB: 23 of 31 loud frames of a person, and none of 274 in which the reply alone was heard (one
 * stream's word would have let 9 of those through).
 */
const SOMEBODY = 0.2
/** Sound that was given to the loudspeaker is heard before this is over. */
const SOON_MS = 100
/** The reply's beginning is known to a few milliseconds only. */
const EARLY_MS = 50

interface WaitingFrame<F> {
  readonly frame: F
  readonly untilMs: number
  readonly hasNoEcho: boolean
  readonly echoLikeness: number | null
}

export class EchoFree<F extends TimedFrame> {
  readonly #ports: EchoFreePorts<F>
  #waiting: WaitingFrame<F>[] = []
  #lastIdentity: string | null | undefined = undefined
  /** The device that the first stream is open on. */
  #device: { readonly id: string | null } | null = null
  #cancelled: CancelledSound | null = null
  #cancelClose: (() => void) | null = null

  constructor(ports: EchoFreePorts<F>) {
    this.#ports = ports
  }

  /**
   * The first stream is open now.
   * @param deviceId the device that was wished for; null: the system's own choice
   * @param identity the device that it is: another one is in another place, and hears another echo
   */
  follow(deviceId: string | null, identity: string | null): void {
    const { clock, replyAudible } = this.#ports
    const nowMs = clock.nowMs()
    const isWanted =
      this.#cancelled !== null || replyAudible(nowMs) || replyAudible(nowMs + SOON_MS)
    this.leave()
    if (this.#lastIdentity !== identity) this.#ports.meter.forget()
    this.#lastIdentity = identity
    this.#device = { id: deviceId }
    if (isWanted) this.expectReply()
  }

  /** The first stream is closed. */
  leave(): void {
    this.#device = null
    this.#waiting = []
    this.#close()
  }

  /** A reply is, or is about to be, audible. */
  expectReply(): void {
    if (this.#device === null) return
    this.#closeLater()
    this.#cancelled ??= this.#openOn(this.#device.id)
  }

  /** The next frame of the first stream. */
  push(frame: F): void {
    const { clock, meter, deliver } = this.#ports
    const echoLikeness = meter.hearPlain(frame.samples, frame.startedAtMs)
    const hasNoEcho = meter.hears === false
    if (this.#waiting.length === 0 && (hasNoEcho || !this.#mayHoldReply(frame))) {
      deliver(frame, echoLikeness)
      return
    }
    this.#waiting.push({ frame, untilMs: clock.nowMs() + PATIENCE_MS, hasNoEcho, echoLikeness })
    this.#drain()
  }

  #drain(): void {
    const { clock, meter, deliver } = this.#ports
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const { frame, untilMs, hasNoEcho, echoLikeness } = next
      if (hasNoEcho || !this.#mayHoldReply(frame)) {
        this.#waiting.shift()
        deliver(frame, echoLikeness)
        continue
      }
      const samples = this.#cancelled?.read(frame.startedAtMs) ?? null
      if (samples === null && clock.nowMs() < untilMs && this.#cancelled !== null) return
      this.#waiting.shift()
      if (samples === null) {
        deliver({ ...frame, samples: new Float32Array(FRAME_SAMPLES) }, null)
        continue
      }
      const ofCancelled = meter.hearCancelled(samples, frame.startedAtMs)
      if (this.#isSomebody(echoLikeness, ofCancelled)) deliver(frame, echoLikeness)
      else deliver({ ...frame, samples }, ofCancelled)
    }
  }

  /** Both streams are far louder than the reply would make them. */
  #isSomebody(ofPlain: number | null, ofCancelled: number | null): boolean {
    const { hears } = this.#ports.meter
    return hears === true && (ofPlain ?? 1) < SOMEBODY && (ofCancelled ?? 1) < SOMEBODY
  }

  #mayHoldReply({ startedAtMs }: F): boolean {
    const { replyAudible } = this.#ports
    return replyAudible(startedAtMs) || replyAudible(startedAtMs + FRAME_MS + EARLY_MS)
  }

  #openOn(deviceId: string | null): CancelledSound {
    const { clock, open, start } = this.#ports
    const sound = new CancelledSound(clock, () => {
      if (this.#cancelled === sound) this.#drain()
    })
    const giveUp = () => {
      if (this.#cancelled === sound) this.#close()
    }
    const run = async () => {
      const microphone = await open(deviceId)
      microphone.onEnded = giveUp
      const take = (frame: SourceFrame) => sound.take(frame)
      const options = { frameSamples: CANCELLED_BLOCK_SAMPLES }
      try {
        sound.opened(microphone, await start(microphone.stream, take, options))
      } catch (thrown) {
        microphone.stop()
        throw thrown
      }
    }
    // The first stream tells what is wrong with the device; this one is tried again next time.
    run().catch(giveUp)
    return sound
  }

  #closeLater(): void {
    const { clock, replyAudible } = this.#ports
    this.#cancelClose?.()
    this.#cancelClose = clock.setTimer(KEEP_MS, () => {
      if (replyAudible(clock.nowMs())) this.#closeLater()
      else this.#close()
    })
  }

  #close(): void {
    this.#cancelClose?.()
    this.#cancelClose = null
    this.#cancelled?.close()
    this.#cancelled = null
  }
}

/** The latest sound of the second stream, by the time at which it reached the microphone. */
class CancelledSound {
  readonly #clock: Clock
  readonly #onSound: () => void
  readonly #history = new Float32Array(HISTORY_SAMPLES)
  readonly #frameClock: FrameClock = createFrameClock(MICROPHONE_SAMPLE_RATE_HZ)
  #endSample = 0
  #latencyMs = 0
  #stop: (() => void) | null = null
  #closed = false

  constructor(clock: Clock, onSound: () => void) {
    this.#clock = clock
    this.#onSound = onSound
  }

  opened(microphone: OpenMicrophone, stopFrames: () => void): void {
    this.#latencyMs = microphone.latencyMs
    this.#stop = () => {
      stopFrames()
      microphone.stop()
    }
    if (this.#closed) this.#stop()
  }

  take({ samples, endSample }: SourceFrame): void {
    this.#frameClock.observe(endSample, this.#clock.nowMs())
    const first = endSample - samples.length
    for (let i = 0; i < samples.length; i++) {
      this.#history[(first + i) % HISTORY_SAMPLES] = samples[i] ?? 0
    }
    this.#endSample = endSample
    this.#onSound()
  }

  /** One frame from `startedAtMs` on, epoch ms; null where it has not come or is gone. */
  read(startedAtMs: number): Float32Array | null {
    if (this.#endSample === 0) return null
    const zeroAtMs = this.#frameClock.atMs(0) - this.#latencyMs
    const first = Math.round(((startedAtMs - zeroAtMs) / 1000) * MICROPHONE_SAMPLE_RATE_HZ)
    const oldest = Math.max(0, this.#endSample - HISTORY_SAMPLES)
    if (first < oldest || first + FRAME_SAMPLES > this.#endSample) return null
    return Float32Array.from(
      { length: FRAME_SAMPLES },
      (_, i) => this.#history[(first + i) % HISTORY_SAMPLES] ?? 0,
    )
  }

  close(): void {
    this.#closed = true
    this.#stop?.()
  }
}
