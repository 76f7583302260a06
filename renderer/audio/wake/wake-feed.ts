import type { WakeMessage } from '../../../electron/contracts/wake.ts'
import {
  INITIAL_SEGMENTER,
  segmentSpeech,
  type SegmenterState,
} from '../../../electron/core/turns/speech-segmenter.ts'
import type { FrameRing } from '../capture/frame-ring.ts'
import type { Frame } from '../capture/frame.ts'
import { heardFrame } from '../utterances/heard-frame.ts'
import { createComeNear } from './come-near.ts'

/**
 * What is heard while nobody is listened to, on its way to the wake detector: speech only, and nothing
 * of silence.
 *
 * Invariants:
 * 1. It goes to the wake worker and nowhere else: not to speech to text, not to a disk.
 * 2. The frames of a stretch are consecutive from its pre-roll on; a stretch ends with `close`.
 * 3. Nothing of what the app itself says is in it.
 * 4. The voice detector hears what is far made louder; the wake worker hears all as it was.
 */
interface WakeFeedPorts {
  /** The latest frames, fed by the caller before it hands the same frame to `take`. */
  readonly ring: FrameRing
  readonly detector: { readonly push: (frame: Frame) => void }
  readonly send: (message: WakeMessage) => void
}

/** 0.8 s: whoever pauses for longer between the words of a phrase does not say it as one. */
const CLOSE_AFTER_FRAMES = 25
/**
 * 0.9 s: a voice from afar is told late, when half of the phrase has been said. So long after speech a
 * stretch has been closed: nothing is in two.
 */
const PRE_ROLL_FRAMES = 28

export class WakeFeed {
  readonly #ports: WakeFeedPorts
  #segmenter: SegmenterState = INITIAL_SEGMENTER
  /** The stretch under way, and the frame that it was last paused at. */
  #open: { readonly stretch: number; quietSince: number | null } | null = null
  #stretches = 0
  readonly #comeNear = createComeNear()

  constructor(ports: WakeFeedPorts) {
    this.#ports = ports
  }

  /** The next frame of the microphone, while no utterance is heard. */
  take(frame: Frame): void {
    this.#ports.detector.push(this.#comeNear(frame))
  }

  /** What the voice detector thinks of a frame it was given. */
  judge(shown: Frame, probability: number): void {
    const [frame = shown] = this.#ports.ring.from(shown.sequence)
    const { state, event } = segmentSpeech(this.#segmenter, heardFrame(frame, probability))
    this.#segmenter = state
    if (event?.type === 'start') this.#begin(event.startFrame, frame)
    else if (this.#open !== null) this.#send(this.#open.stretch, frame)
    if (this.#open === null) return
    if (event?.type === 'pause') {
      this.#open.quietSince = frame.sequence
      this.#ports.send({ type: 'pause', stretch: this.#open.stretch })
    } else if (event?.type === 'resume') {
      this.#open.quietSince = null
    }
    const { quietSince } = this.#open
    if (quietSince !== null && frame.sequence - quietSince >= CLOSE_AFTER_FRAMES) this.stop()
  }

  /** An utterance is heard from now on, or nothing at all. */
  stop(): void {
    this.#segmenter = INITIAL_SEGMENTER
    if (this.#open === null) return
    this.#ports.send({ type: 'close', stretch: this.#open.stretch })
    this.#open = null
  }

  #begin(startFrame: number, frame: Frame): void {
    this.#stretches += 1
    this.#open = { stretch: this.#stretches, quietSince: null }
    for (const earlier of this.#ports.ring.from(startFrame - PRE_ROLL_FRAMES)) {
      if (earlier.sequence <= frame.sequence) this.#send(this.#stretches, earlier)
    }
  }

  #send(stretch: number, { samples, startedAtMs }: Frame): void {
    this.#ports.send({ type: 'frame', stretch, samples, startedAtMs })
  }
}
