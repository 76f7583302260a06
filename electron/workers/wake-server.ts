import { FRAME_MS, FRAME_SAMPLES } from '../contracts/audio.ts'
import { toCodedError } from '../contracts/errors.ts'
import {
  WAKE_SCORES,
  type WakeEvent,
  type WakeHearing,
  type WakeMessage,
  type WakeRequest,
} from '../contracts/wake.ts'
import type { PhraseDetector, PhraseFound } from '../engines/ports.ts'
import type { WorkerChannel, WorkerPort } from './transport.ts'

export interface WakeServerParts {
  readonly open: (request: LoadRequest) => Promise<PhraseDetector>
  readonly openMicrophone: (ports: readonly WorkerPort[]) => WorkerChannel<WakeMessage, never>
  readonly send: (event: WakeEvent) => void
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

export type LoadRequest = Extract<WakeRequest, { readonly type: 'load' }>

/** One frame. */
type Heard = Omit<Extract<WakeMessage, { readonly type: 'frame' }>, 'type' | 'stretch'>

/** A stretch of speech as it grows. */
interface Stretch {
  readonly number: number
  /** The newest, no more than a piece. */
  readonly frames: Heard[]
  heard: number
  /** It has woken: what follows is not for this worker. */
  done: boolean
}

/** A piece that somebody should look at. */
interface Look {
  readonly stretch: Stretch
  readonly piece: readonly Heard[]
  readonly isPaused: boolean
}

/**
 * 1.8 s: the phrase may begin up to 0.6 s after the piece, and people talk before and behind it. A beginning
 * of speech need not be found, which in noise is found late or not at all.
 */
const PIECE_FRAMES = 56
/** 0.45 s: of the pieces that overlap so much one always holds the phrase whole. */
const HOP_FRAMES = 14
/** The shortest phrase, and what is heard before it. */
const FIRST_FRAMES = 28
/** So much of what is looked at, in tries, is told of at all. */
const TOLD_SCORE = 0.1

const samplesOf = (frames: readonly Heard[]): Float32Array => {
  const samples = new Float32Array(frames.length * FRAME_SAMPLES)
  for (const [at, frame] of frames.entries()) samples.set(frame.samples, at * FRAME_SAMPLES)
  return samples
}

/**
 * Waits for a phrase in what the audio window hears.
 *
 * Invariants
 * 1. What is heard is held in memory for as long as its stretch lasts, and nowhere else: it is neither
 *    stored nor told, but for the words of an attempt while the phrase is tried out.
 * 2. One piece is looked at at a time; of those that come meanwhile the newest is, and one at a pause
 *    before one that is not.
 * 3. A stretch wakes once.
 */
export class WakeServer {
  readonly #parts: WakeServerParts
  #detector: Promise<PhraseDetector> | null = null
  #microphone: WorkerChannel<WakeMessage, never> | null = null
  #stretch: Stretch | null = null
  #waiting: Look | null = null
  #looking = false
  #threshold: number = WAKE_SCORES.balanced
  #tryOut = false

  constructor(parts: WakeServerParts) {
    this.#parts = parts
  }

  /** To be called with main's requests, in their order. */
  handle(request: WakeRequest, ports: readonly WorkerPort[]): void {
    switch (request.type) {
      case 'load':
        void this.#load(request)
        return
      case 'attach-wake':
        this.#microphone?.close()
        this.#microphone = this.#parts.openMicrophone(ports)
        this.#microphone.onMessage((message) => this.#hear(message))
        return
      case 'try-out':
        this.#tryOut = request.on
        // What was said as a try calls nobody once that is over.
        if (!request.on && this.#stretch !== null) this.#stretch.done = true
    }
  }

  async #load(request: LoadRequest): Promise<void> {
    const { open, send, now } = this.#parts
    const startedAtMs = now()
    const before = this.#detector
    this.#threshold = WAKE_SCORES[request.sensitivity]
    this.#detector = open(request)
    void before?.then((detector) => detector.dispose()).catch(() => undefined)
    try {
      const { id, tooCommon } = await this.#detector
      send({ type: 'ready', model: id, loadMs: now() - startedAtMs, tooCommon })
    } catch (error) {
      send({ type: 'failed', error: toCodedError(error, 'wake.failed') })
    }
  }

  #hear(message: WakeMessage): void {
    switch (message.type) {
      case 'frame':
        this.#take(message)
        return
      case 'pause':
        if (this.#stretch?.number === message.stretch) this.#look(this.#stretch, true)
        return
      case 'close':
        if (this.#stretch?.number === message.stretch) this.#stretch = null
    }
  }

  #take({ stretch: number, samples, startedAtMs }: Extract<WakeMessage, { type: 'frame' }>): void {
    if (this.#stretch?.number !== number) {
      this.#stretch = { number, frames: [], heard: 0, done: false }
    }
    const stretch = this.#stretch
    stretch.frames.push({ samples, startedAtMs })
    stretch.heard += 1
    if (stretch.frames.length > PIECE_FRAMES) stretch.frames.shift()
    const since = stretch.heard - FIRST_FRAMES
    if (since >= 0 && since % HOP_FRAMES === 0) this.#look(stretch, false)
  }

  #look(stretch: Stretch, isPaused: boolean): void {
    if (stretch.done || (this.#waiting?.isPaused === true && !isPaused)) return
    this.#waiting = { stretch, piece: [...stretch.frames], isPaused }
    if (!this.#looking) void this.#run()
  }

  async #run(): Promise<void> {
    this.#looking = true
    while (this.#waiting !== null) {
      const look: Look = this.#waiting
      this.#waiting = null
      // A failed load has been told.
      const detector = await this.#detector?.catch(() => null)
      if (detector) await this.#find(detector, look)
    }
    this.#looking = false
  }

  async #find(detector: PhraseDetector, look: Look): Promise<void> {
    if (look.stretch.done) return
    try {
      const found = await detector.find(samplesOf(look.piece), look.isPaused)
      if (found !== null) this.#tell(look, found)
    } catch (error) {
      this.#parts.send({ type: 'failed', error: toCodedError(error, 'wake.failed') })
    }
  }

  #tell({ stretch, piece, isPaused }: Look, found: PhraseFound): void {
    const { send } = this.#parts
    const [first] = piece
    // It may have woken, or have been a try that is over, while this piece was looked at.
    if (stretch.done) return
    const atMs = (sample: number): number =>
      (first?.startedAtMs ?? 0) + (sample / FRAME_SAMPLES) * FRAME_MS
    const hearing: WakeHearing = {
      phrase: found.phrase,
      score: found.score,
      threshold: this.#threshold,
      startedAtMs: atMs(found.fromSample),
      endedAtMs: atMs(found.toSample),
      alone: !found.more,
    }
    if (this.#tryOut) {
      if (isPaused && found.score >= TOLD_SCORE) {
        send({ type: 'heard', words: found.words, ...hearing })
      }
    } else if (found.score >= this.#threshold) {
      stretch.done = true
      send({ type: 'woken', ...hearing })
    }
  }
}
