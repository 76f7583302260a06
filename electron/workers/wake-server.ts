import { FRAME_MS, FRAME_SAMPLES } from '../contracts/audio.ts'
import { toCodedError } from '../contracts/errors.ts'
import type { EngineModel } from '../contracts/workers.ts'
import { factOf } from '../core/voices/verify.ts'
import type { WakeEvent, WakeHearing, WakeMessage, WakeRequest } from '../contracts/wake.ts'
import type { PhraseDetector, PhraseFound, SpeakerEncoder } from '../engines/ports.ts'
import type { WorkerChannel, WorkerPort } from './transport.ts'
import { VoiceCheck } from './voice-check.ts'

export interface WakeServerParts {
  readonly open: (request: LoadRequest) => Promise<PhraseDetector>
  readonly openEncoder: (model: EngineModel) => Promise<SpeakerEncoder>
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
  readonly frames: Heard[]
  /** Frames at which speech began, or went on after a pause. */
  starts: number[]
  /** It has woken: what follows is not for this worker. */
  done: boolean
  /** The phrase was heard in a voice that is none of those known, as far as its few sounds tell. */
  refused: WakeHearing | null
}

/** Pieces that somebody should look at: all end where the stretch ends now. */
interface Look {
  readonly stretch: Stretch
  readonly pieces: readonly (readonly Heard[])[]
  readonly isPaused: boolean
}

/** 2.1 s, what is before the speech included: the longest phrase. */
const PIECE_FRAMES = 66
/** Pieces are looked at when they are 1.5 and 2.1 s long, though nobody has paused. */
const EARLY_FRAMES = [47, PIECE_FRAMES]
/** Who talks for hours is held for so long. */
const HELD_FRAMES = 8 * PIECE_FRAMES
/** 0.4 s: the soft beginning before a start. */
const LEAD_FRAMES = 13
/** So much of what is looked at, in tries, is told of at all. */
const TOLD_SCORE = 0.35

const samplesOf = (frames: readonly Heard[]): Float32Array => {
  const samples = new Float32Array(frames.length * FRAME_SAMPLES)
  for (const [at, frame] of frames.entries()) samples.set(frame.samples, at * FRAME_SAMPLES)
  return samples
}

/** The older half of what is held, which no piece reaches back to. */
const forgetOldest = (stretch: Stretch): void => {
  const count = HELD_FRAMES / 2
  stretch.frames.splice(0, count)
  stretch.starts = stretch.starts.map((start) => start - count).filter((start) => start >= 0)
  if (stretch.starts.length === 0) stretch.starts.push(0)
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
 * 4. Where somebody is enrolled a phrase wakes in a voice that is known only. One that is refused is
 *    looked at again with what follows it: the longer the sound, the surer it is.
 */
export class WakeServer {
  readonly #parts: WakeServerParts
  readonly #voices: VoiceCheck
  #detector: Promise<PhraseDetector> | null = null
  #request: LoadRequest | null = null
  #microphone: WorkerChannel<WakeMessage, never> | null = null
  #stretch: Stretch | null = null
  #waiting: Look | null = null
  #looking = false
  #tryOut = false
  #enrolling = false

  constructor(parts: WakeServerParts) {
    this.#parts = parts
    this.#voices = new VoiceCheck(parts.openEncoder, (error) =>
      parts.send({ type: 'failed', error }),
    )
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
        return
      case 'voices':
        this.#voices.use(request)
        return
      case 'enrol':
        this.#enrolling = request.on
    }
  }

  async #load(request: LoadRequest): Promise<void> {
    const { open, send, now } = this.#parts
    const startedAtMs = now()
    const before = this.#detector
    this.#request = request
    this.#detector = open(request)
    void before?.then((detector) => detector.dispose()).catch(() => undefined)
    try {
      const { id } = await this.#detector
      send({ type: 'ready', model: id, loadMs: now() - startedAtMs })
    } catch (error) {
      send({ type: 'failed', error: toCodedError(error, 'wake.failed') })
    }
  }

  #hear(message: WakeMessage): void {
    switch (message.type) {
      case 'frame': {
        const { stretch: number, samples, startedAtMs } = message
        if (this.#stretch?.number !== number) {
          this.#stretch = { number, frames: [], starts: [0], done: false, refused: null }
        }
        const stretch = this.#stretch
        if (stretch.frames.length >= HELD_FRAMES) forgetOldest(stretch)
        stretch.frames.push({ samples, startedAtMs })
        const since = stretch.frames.length - (stretch.starts.at(-1) ?? 0)
        if (EARLY_FRAMES.includes(since)) this.#look(stretch, false)
        return
      }
      case 'pause':
        if (this.#stretch?.number === message.stretch) this.#look(this.#stretch, true)
        return
      case 'resume':
        if (this.#stretch?.number === message.stretch) {
          const { starts, frames } = this.#stretch
          starts.push(Math.max(starts.at(-1) ?? 0, frames.length - LEAD_FRAMES))
        }
        return
      case 'close':
        if (this.#stretch?.number === message.stretch) {
          if (this.#enrolling) void this.#tellSample(this.#stretch)
          this.#stretch = null
        }
        return
      case 'voice':
        void this.#tellVoice(message.utterance, message.samples)
    }
  }

  /** From the latest beginning of speech and, at a pause, from the one before: "Hey ... Warbler". */
  #look(stretch: Stretch, isPaused: boolean): void {
    if (stretch.done || this.#enrolling) return
    if (this.#waiting?.isPaused === true && !isPaused) return
    const { frames, starts } = stretch
    const pieces = starts
      .slice(isPaused ? -2 : -1)
      .filter((start) => frames.length - start <= PIECE_FRAMES)
      .map((start) => frames.slice(start))
    if (pieces.length === 0 && !(isPaused && stretch.refused !== null)) return
    this.#waiting = { stretch, pieces, isPaused }
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

  async #find(detector: PhraseDetector, { stretch, pieces, isPaused }: Look): Promise<void> {
    const { send } = this.#parts
    let best: PhraseFound | null = null
    let bestOf: readonly Heard[] = []
    try {
      for (const piece of pieces) {
        if (stretch.done) return
        const found = await detector.find(samplesOf(piece), isPaused)
        if (found !== null && found.score > (best?.score ?? -Infinity)) {
          best = found
          bestOf = piece
        }
      }
    } catch (error) {
      send({ type: 'failed', error: toCodedError(error, 'wake.failed') })
      return
    }
    if (best === null || !(await this.#tell(detector, stretch, best, bestOf, isPaused))) {
      if (isPaused && stretch.refused !== null) await this.#askAgain(stretch, stretch.refused)
    }
  }

  /** Whether that was all there is to say of the piece. */
  async #tell(
    { thresholds }: PhraseDetector,
    stretch: Stretch,
    found: PhraseFound,
    piece: readonly Heard[],
    isPaused: boolean,
  ): Promise<boolean> {
    const { send } = this.#parts
    if (this.#request === null) return true
    const threshold = thresholds[this.#request.sensitivity]
    const isTold = this.#tryOut && isPaused && found.score >= TOLD_SCORE
    if (found.score < threshold && !isTold) return false
    const atMs = (sample: number): number =>
      (piece[0]?.startedAtMs ?? 0) + (sample / FRAME_SAMPLES) * FRAME_MS
    const hearing: WakeHearing = {
      phrase: found.phrase,
      score: found.score,
      threshold,
      startedAtMs: atMs(found.fromSample),
      endedAtMs: atMs(found.toSample),
      alone: !found.more,
      voice: await this.#voices.match(samplesOf(piece).subarray(found.fromSample)),
    }
    if (this.#tryOut) {
      if (isTold) send({ type: 'heard', words: found.words, ...hearing })
    } else this.#wakeBy(stretch, hearing)
    return true
  }

  #wakeBy(stretch: Stretch, hearing: WakeHearing): void {
    if (stretch.done) return
    if (hearing.voice !== null && hearing.voice.person === null) {
      stretch.refused = hearing
      return
    }
    stretch.done = true
    this.#parts.send({ type: 'woken', ...hearing })
  }

  /** Whose voice it is, of the phrase and all that followed it. */
  async #askAgain(stretch: Stretch, refused: WakeHearing): Promise<void> {
    const since = stretch.frames.filter(({ startedAtMs }) => startedAtMs >= refused.startedAtMs)
    const voice = await this.#voices.match(samplesOf(since))
    if (!this.#tryOut) this.#wakeBy(stretch, { ...refused, alone: false, voice })
  }

  async #tellVoice(utterance: number, samples: Float32Array): Promise<void> {
    const match = await this.#voices.match(samples)
    if (match !== null) this.#parts.send({ type: 'voice', utterance, voice: factOf(match) })
  }

  async #tellSample({ frames }: Stretch): Promise<void> {
    this.#parts.send({ type: 'sample', ...(await this.#voices.sample(samplesOf(frames))) })
  }
}
