import type { Clock } from '../clock.ts'

/**
 * Silences a reply at the first sign of speech over it, without asking main: a mistake costs only a
 * moment of standing still, a round trip means to go on talking over the person.
 *
 * Invariants:
 * 1. It holds the reply from one frame on that may be speech, while a reply may be heard.
 * 2. It lets go by itself: after `DOUBTS` frames that are none, or when `PATIENCE_MS` have passed
 *    since the last sign and main has not taken over. So a reply never stays silent for its sake.
 * 3. Main's word on the same reply takes over: whether it goes on is main's alone from then on.
 * 4. One stretch of certain speech is held once: what main lets go on, goes on.
 * 5. A reply that was stopped does not come back: letting go says nothing to any but the one that
 *    plays.
 */
interface ReflexPorts {
  readonly clock: Clock
  /** The reply that plays is to stand still, or may go on as far as this is concerned. */
  readonly hold: (held: boolean) => void
}

/** A frame as the detector has judged it. */
export interface JudgedFrame {
  /** Probability of speech that is not our own, 0 to 1. */
  readonly probability: number
  readonly rms: number
  /** The app's own voice or earcon was audible during this frame. */
  readonly playing: boolean
  /** The segmenter is certain of speech. */
  readonly speaking: boolean
}

/**
 * From the first sample of a word until a frame is over that is as likely: median and p95 of 56
 * clips at four places in the frame grid 51 and 92 ms (0.75: 60 and 100; certain speech, two frames
 * of three: 92 and 140).
 */
const LIKELY = 0.5
/** -40 dB: as loud as speech over a reply has to be to count (`core/turns/speech-segmenter.ts`). */
const MINIMUM_RMS = 0.01
/** Certain speech has two likely frames among three: after two without there is none. */
const DOUBTS = 2
/** Frames come every 32 ms and main answers within one or two; a busy machine takes ten times that. */
const PATIENCE_MS = 300

export class ReflexDuck {
  readonly #ports: ReflexPorts
  #held = false
  /** Certain speech that was held already. */
  #answered = false
  #doubts = 0
  #cancelTimer: (() => void) | null = null

  constructor(ports: ReflexPorts) {
    this.#ports = ports
  }

  /** The next frame, in the task in which it was judged. */
  hear({ probability, rms, playing, speaking }: JudgedFrame): void {
    const isLikely = playing && probability >= LIKELY && rms >= MINIMUM_RMS
    if (speaking) {
      if (!this.#answered && (this.#held || isLikely)) this.#hold()
      this.#answered = true
      return
    }
    this.#answered = false
    if (isLikely) {
      this.#hold()
      return
    }
    this.#doubts++
    if (this.#held && this.#doubts >= DOUBTS) this.release()
  }

  /** Main has decided about the reply, or nobody listens any more. */
  release(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    if (!this.#held) return
    this.#held = false
    this.#ports.hold(false)
  }

  #hold(): void {
    this.#doubts = 0
    this.#cancelTimer?.()
    this.#cancelTimer = this.#ports.clock.setTimer(PATIENCE_MS, () => this.release())
    if (this.#held) return
    this.#held = true
    this.#ports.hold(true)
  }
}
