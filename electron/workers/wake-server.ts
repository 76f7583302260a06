import { FRAME_MS, FRAME_SAMPLES } from '../contracts/audio.ts'
import { toCodedError } from '../contracts/errors.ts'
import type { EngineModel } from '../contracts/workers.ts'
import { factOf } from '../core/voices/verify.ts'
import { voicedPart } from '../core/voices/voiced-part.ts'
import {
  WAKE_SCORES,
  type WakeEvent,
  type WakeHearing,
  type WakeMessage,
  type WakeRequest,
} from '../contracts/wake.ts'
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

type LoadRequest = Extract<WakeRequest, { readonly type: 'load' }>

/** One frame. */
type Heard = Omit<Extract<WakeMessage, { readonly type: 'frame' }>, 'type' | 'stretch'>

/** A stretch of speech as it grows. */
interface Stretch {
  readonly number: number
  /** The newest: a piece, and where voices matter as much as tells whose it is. */
  readonly frames: Heard[]
  heard: number
  /** It has woken: what follows is not for this worker. */
  done: boolean
  /** Some of it was said as a try: it calls nobody, also once that is over. */
  isTry: boolean
  /** An attempt in it was told of. */
  told: boolean
  /** The best of all looks at it, whether that counts or not. */
  best: number
  /** The phrase was heard in a voice of which its few sounds do not tell whether it is known. */
  refused: WakeHearing | null
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
/** The shortest phrase, and what is heard before its first sign. */
const FIRST_FRAMES = 41
/** 16 s: a sentence that is read to enrol by; of what follows a phrase less tells all. */
const HELD_FRAMES = 500
/** One look may fail for what is special about its sound; three in a row are a phrase said in vain. */
const DEAF_AFTER_LOOKS = 3
/** So much of what is looked at, in tries, is told of at all. */
const TOLD_SCORE = 0.1
/** A cough takes 0.2 s; who says no more than that tries no phrase. */
const SHORTEST_TRY_MS = 300

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
 * 4. Where somebody is enrolled a phrase wakes in a voice that is known only. One in doubt is looked at
 *    again with what follows it: the longer the sound, the surer it is. A stranger's stays a stranger's,
 *    whoever talks after it.
 * 5. Whether looks succeed is told with the first that does, and with each change.
 */
export class WakeServer {
  readonly #parts: WakeServerParts
  readonly #voices: VoiceCheck
  #detector: Promise<PhraseDetector> | null = null
  #microphone: WorkerChannel<WakeMessage, never> | null = null
  #stretch: Stretch | null = null
  #waiting: Look | null = null
  #looking = false
  /** Resolves when nothing is being looked at. */
  #running: Promise<void> = Promise.resolve()
  #threshold: number = WAKE_SCORES.balanced
  #tryOut = false
  #enrolling = false
  #failedLooks = 0
  /** What was told last of it; null: nothing. */
  #hears: boolean | null = null

  constructor(parts: WakeServerParts) {
    this.#parts = parts
    this.#voices = new VoiceCheck(parts.openEncoder, (error) =>
      parts.send({ type: 'voice-check', error }),
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
        // A new window counts its stretches from the beginning.
        this.#stretch = null
        return
      case 'try-out':
        this.#tryOut = request.on
        return
      case 'voices':
        this.#voices.use(request)
        return
      case 'enrol':
        this.#enrolling = request.on
        if (request.on) this.#voices.prepare()
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
        if (this.#stretch?.number === message.stretch) {
          if (this.#enrolling) void this.#tellSample(this.#stretch)
          else if (this.#tryOut) void this.#tellUnlike(this.#stretch)
          this.#stretch = null
        }
        return
      case 'voice':
        void this.#tellVoice(message.utterance, message.samples)
    }
  }

  #take({ stretch: number, samples, startedAtMs }: Extract<WakeMessage, { type: 'frame' }>): void {
    if (this.#stretch?.number !== number) {
      this.#stretch = {
        number,
        frames: [],
        heard: 0,
        done: false,
        isTry: false,
        told: false,
        best: 0,
        refused: null,
      }
    }
    const stretch = this.#stretch
    if (this.#tryOut) stretch.isTry = true
    stretch.frames.push({ samples, startedAtMs })
    stretch.heard += 1
    if (stretch.frames.length > HELD_FRAMES) stretch.frames.shift()
    const since = stretch.heard - FIRST_FRAMES
    if (since >= 0 && since % HOP_FRAMES === 0) this.#look(stretch, false)
  }

  #look(stretch: Stretch, isPaused: boolean): void {
    if (stretch.done || this.#enrolling) return
    if (this.#waiting?.isPaused === true && !isPaused) return
    this.#waiting = { stretch, piece: stretch.frames.slice(-PIECE_FRAMES), isPaused }
    if (!this.#looking) this.#running = this.#run()
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
    const found = await this.#found(detector, look)
    if (found !== null && (await this.#tell(look, found))) return
    if (look.isPaused && look.stretch.refused !== null) await this.#askAgain(look.stretch)
  }

  async #found(detector: PhraseDetector, { piece, isPaused }: Look): Promise<PhraseFound | null> {
    const { send } = this.#parts
    try {
      const found = await detector.find(samplesOf(piece), isPaused)
      this.#failedLooks = 0
      if (this.#hears !== true) send({ type: 'hearing', error: null })
      this.#hears = true
      return found
    } catch (thrown) {
      const error = toCodedError(thrown, 'wake.failed')
      send({ type: 'failed', error })
      this.#failedLooks += 1
      if (this.#failedLooks < DEAF_AFTER_LOOKS || this.#hears === false) return null
      this.#hears = false
      send({ type: 'hearing', error })
      return null
    }
  }

  /** Whether there was anything of the phrase in the piece. */
  async #tell({ stretch, piece, isPaused }: Look, found: PhraseFound): Promise<boolean> {
    // It may have woken, or have been a try that is over, while this piece was looked at.
    if (stretch.done) return false
    stretch.best = Math.max(stretch.best, found.score)
    const isTold = this.#tryOut && isPaused && found.score >= TOLD_SCORE
    if (this.#tryOut ? !isTold : stretch.isTry || found.score < this.#threshold) return false
    const fromSample = isTold ? found.fromSample : ((await found.begins?.()) ?? found.fromSample)
    const atMs = (sample: number): number =>
      (piece[0]?.startedAtMs ?? 0) + (sample / FRAME_SAMPLES) * FRAME_MS
    const hearing: WakeHearing = {
      phrase: found.phrase,
      score: found.score,
      threshold: this.#threshold,
      startedAtMs: atMs(fromSample),
      endedAtMs: atMs(found.toSample),
      alone: !found.more,
      voice: await this.#voices.match(samplesOf(piece).subarray(fromSample)),
    }
    if (isTold) {
      stretch.told = true
      const { levelDb, clipped } = voicedPart(samplesOf(piece))
      this.#parts.send({ type: 'heard', words: found.words, levelDb, clipped, ...hearing })
    } else {
      this.#wakeBy(stretch, hearing)
    }
    return stretch.refused === null
  }

  #wakeBy(stretch: Stretch, hearing: WakeHearing): void {
    if (stretch.done) return
    if (hearing.voice !== null && hearing.voice.person === null) {
      // The first one: what was said from there on is what is asked about again.
      stretch.refused = factOf(hearing.voice) === 'unknown' ? (stretch.refused ?? hearing) : null
      return
    }
    stretch.done = true
    stretch.refused = null
    this.#parts.send({ type: 'woken', ...hearing })
  }

  /** Whose voice it is, of the phrase and all that followed it. */
  async #askAgain(stretch: Stretch): Promise<void> {
    const { refused, frames } = stretch
    if (refused === null) return
    const since = frames.filter(({ startedAtMs }) => startedAtMs >= refused.startedAtMs)
    const voice = await this.#voices.match(samplesOf(since))
    this.#wakeBy(stretch, { ...refused, alone: false, voice })
  }

  /** A try of which no look was anything like the phrase: it was heard, and how loud. */
  async #tellUnlike(stretch: Stretch): Promise<void> {
    await this.#running
    if (!this.#tryOut || stretch.told || stretch.done) return
    const { frames, best: score } = stretch
    const { voicedMs, levelDb, clipped } = voicedPart(samplesOf(frames))
    if (voicedMs < SHORTEST_TRY_MS) return
    const startedAtMs = frames[0]?.startedAtMs ?? 0
    this.#parts.send({
      type: 'heard',
      words: '',
      levelDb,
      clipped,
      phrase: '',
      score,
      threshold: this.#threshold,
      startedAtMs,
      endedAtMs: startedAtMs + frames.length * FRAME_MS,
      alone: true,
      voice: null,
    })
  }

  async #tellVoice(utterance: number, samples: Float32Array): Promise<void> {
    const match = await this.#voices.match(samples)
    if (match !== null) this.#parts.send({ type: 'voice', utterance, voice: factOf(match) })
  }

  async #tellSample({ frames }: Stretch): Promise<void> {
    this.#parts.send({ type: 'sample', ...(await this.#voices.sample(samplesOf(frames))) })
  }
}
