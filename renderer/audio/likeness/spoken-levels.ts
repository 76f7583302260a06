import { BANDS, createBandLevels, STEP_MS } from './band-levels.ts'
import { createLevelLine, type LevelLine } from './level-line.ts'

/**
 * What the loudspeaker says, as levels by the time at which it is heard. Sound is placed ahead of its
 * time and may be taken back, so it is listened to only when its time has come.
 *
 * Invariants:
 * 1. Steps are computed once, in order, and never for a time that has not come.
 * 2. What was cut before its time was never said.
 */
interface PlacedSound {
  /** Samples of the loudspeaker, -1 to 1. */
  readonly samples: Float32Array
  /** When its first sample is heard, epoch ms. */
  readonly startsAtMs: number
}

/** A room rings: 60 dB in 0.5 s, or 1 dB a step. */
const RINGING_DB = 1
/** Quieter steps of a reply make no echo to speak of. */
const AUDIBLE_DB = -60
/** After so long without sound the line is taken up anew; longer than any echo rings. */
const RESTART_STEPS = 200

export class SpokenLevels {
  readonly #line: LevelLine = createLevelLine()
  readonly #bands: ReturnType<typeof createBandLevels>
  readonly #stepMs: number
  readonly #block: Float32Array
  readonly #powers = new Float32Array(BANDS)
  readonly #ringing = new Float32Array(BANDS).fill(-Infinity)
  #placed: PlacedSound[] = []
  #next = 0
  #lastAudibleStep = -Infinity

  constructor(sampleRateHz: number) {
    this.#bands = createBandLevels(sampleRateHz)
    this.#stepMs = STEP_MS
    this.#block = new Float32Array(this.#bands.stepSamples)
  }

  place(sound: PlacedSound): void {
    this.#placed.push(sound)
  }

  /** Nothing of what was placed is heard from `atMs` on. */
  cut(atMs: number): void {
    this.#placed = this.#placed.flatMap((sound) => {
      const length = Math.round(((atMs - sound.startsAtMs) / STEP_MS) * this.#bands.stepSamples)
      if (length <= 0) return []
      return [{ ...sound, samples: sound.samples.subarray(0, length) }]
    })
  }

  /** Listens to everything that is heard before `atMs`. */
  advance(atMs: number): void {
    const until = Math.floor(atMs / this.#stepMs)
    if (until - this.#next > RESTART_STEPS) this.#next = until - RESTART_STEPS
    for (; this.#next < until; this.#next++) this.#listen(this.#next)
  }

  /** Something was audible in the `milliseconds` before `atMs`. */
  wasAudible(atMs: number, milliseconds: number): boolean {
    return (this.#lastAudibleStep + 1) * STEP_MS > atMs - milliseconds
  }

  /** Nothing is to be heard at that time, and nothing was for longer than any room rings. */
  isAtRest(atMs: number): boolean {
    return this.#placed.length === 0 && !this.wasAudible(atMs, RESTART_STEPS * STEP_MS)
  }

  /** Levels of the steps, ringing included. */
  get line(): LevelLine {
    return this.#line
  }

  #listen(step: number): void {
    this.#fill(step * STEP_MS)
    this.#bands.step(this.#block, 0, this.#powers, 0)
    for (let band = 0; band < BANDS; band++) {
      const level = 10 * Math.log10((this.#powers[band] ?? 0) + 1e-12)
      if (level > AUDIBLE_DB) this.#lastAudibleStep = step
      this.#ringing[band] = Math.max(level, (this.#ringing[band] ?? level) - RINGING_DB)
    }
    this.#line.set(step, this.#ringing)
  }

  /** The loudspeaker's sound of one step. */
  #fill(fromMs: number): void {
    const { stepSamples } = this.#bands
    this.#block.fill(0)
    for (const { samples, startsAtMs } of this.#placed) {
      const first = Math.round(((fromMs - startsAtMs) / STEP_MS) * stepSamples)
      if (first >= samples.length || first <= -stepSamples) continue
      this.#block.set(
        samples.subarray(Math.max(0, first), first + stepSamples),
        Math.max(0, -first),
      )
    }
    const endsBefore = ({ samples, startsAtMs }: PlacedSound) =>
      startsAtMs + (samples.length / stepSamples) * STEP_MS < fromMs
    if (this.#placed[0] !== undefined && endsBefore(this.#placed[0])) this.#placed.shift()
  }
}
