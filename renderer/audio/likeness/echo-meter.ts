import { FRAME_MS, MICROPHONE_SAMPLE_RATE_HZ } from '../../../electron/contracts/audio.ts'
import { BANDS, createBandLevels, STEP_MS } from './band-levels.ts'
import { correlate, WINDOW_STEPS } from './correlate.ts'
import { createLevelLine, type LevelLine } from './level-line.ts'
import type { SpokenLevels } from './spoken-levels.ts'

/**
 * Compares what the microphone hears with what the loudspeaker says.
 *
 * Two ears on one room. The plain one learns how late the reply arrives, and whether at all; each
 * learns how loud it arrives, band by band, and so what there would be to hear if nobody spoke. What
 * is louder than that is somebody.
 *
 * Invariants:
 * 1. Where the loudspeaker was silent for `TAIL_MS`, there is no likeness.
 * 2. Whether the microphone hears the reply is unknown until a reply was compared with it, and again
 *    after `forget`.
 * 3. Loudness is learnt only while what is heard rises and falls as the reply does: never from
 *    somebody who speaks over it.
 */
const STEPS_PER_FRAME = FRAME_MS / STEP_MS
/** The longest delay to the microphone that is looked for, and a reverberant room after that. */
const TAIL_MS = 600
/** -40 to 400 ms: both ends' delays are known to some 30 ms; loudspeakers by radio add 200 and more. */
const LAGS = { from: -5, until: 51 } as const
/** 256 ms of a reply say something; of less, any two sounds are alike. */
const FEWEST_STEPS = 32
/** Forgets half of what was seen in 7 frames. */
const MEMORY = 0.1
/** The comparison of so many frames decides; of more where the microphone is quiet (late echoes). */
const DECIDED_FRAMES = 8
const DECIDED_QUIET_FRAMES = 16
/** Echoes correlate by 0.75 and more in 95 % of the windows, strangers by 0.4 on average (ADR 9). */
const ECHO = 0.65
const STRANGER = 0.5
/** Of few frames, strangers reach 0.7. */
const ECHO_AT_ONCE = 0.75
/** A band's level of -70 dB is a quiet room's. */
const QUIET_DB = -65
/** An echo of -60 dB in one step of one band is heard. */
const AUDIBLE = 1e-6
/** The reply has to be this loud to be expected at the microphone. */
const SAID_DB = -50
/** Loudness follows by this much of the way a step: half of it in 90 ms of an echo. */
const LEARN = 0.06
/** Rise and fall of an echo about what is expected of it: rooms, gain control, the canceller. */
const MARGIN = 10 ** (6 / 10)
/** What a canceller leaves is less alike: 0.6 and more in 95 % of the windows. */
const CANCELLED_ECHO = 0.5
/** Heard this much more softly than expected for so long, the reply is no longer heard here. */
const MISSING = 10 ** (12 / 10)
const MISSING_FRAMES = 16

/** One stream of the microphone. */
interface Ear {
  readonly bands: ReturnType<typeof createBandLevels>
  readonly line: LevelLine
  /** How much louder the reply is heard than said, dB by band; NaN before anything was learnt. */
  readonly gainDb: Float32Array
  nextStep: number
}

const createEar = (): Ear => ({
  bands: createBandLevels(MICROPHONE_SAMPLE_RATE_HZ),
  line: createLevelLine(),
  gainDb: new Float32Array(BANDS).fill(Number.NaN),
  nextStep: 0,
})

export class EchoMeter {
  readonly #spoken: SpokenLevels
  readonly #powers = new Float32Array(BANDS)
  #plain = createEar()
  #cancelled = createEar()
  /** Correlation by lag, averaged over the frames of replies. */
  #byLag = new Float32Array(LAGS.until - LAGS.from)
  #frames = 0
  #quietFrames = 0
  #missingFrames = 0
  #hears: boolean | null = null
  #lag = 0
  #replyFrames = 0

  constructor(spoken: SpokenLevels) {
    this.#spoken = spoken
  }

  /** Whether the microphone hears the loudspeaker; null where that is not known yet. */
  get hears(): boolean | null {
    return this.#hears
  }

  /** How late the reply arrives, ms, on top of what the devices say. */
  get lagMs(): number {
    return this.#lag * STEP_MS
  }

  /** Another microphone, another loudspeaker. */
  forget(): void {
    this.#plain = createEar()
    this.#cancelled = createEar()
    this.#byLag.fill(0)
    this.#frames = 0
    this.#quietFrames = 0
    this.#missingFrames = 0
    this.#hears = null
  }

  /**
   * The next frame of the plain stream; it teaches whether, when and how loud the reply is heard.
   *
   * @returns the share of its sound that the reply explains, 0 to 1; null where there was none.
   */
  hearPlain(samples: Float32Array, startedAtMs: number): number | null {
    // Whoever waits for a phrase all day need not be compared with a loudspeaker that says nothing: it
    // took half of what the window computed meanwhile, 0.5 % of a core.
    if (this.#spoken.isAtRest(startedAtMs)) {
      this.#replyFrames = 0
      return null
    }
    if (!this.#listen(this.#plain, samples, startedAtMs)) return null
    const { nextStep, line } = this.#plain
    const steps = Math.min(WINDOW_STEPS, this.#replyFrames * STEPS_PER_FRAME)
    if (steps < FEWEST_STEPS) return this.#explained(this.#plain, 0)
    const { byLag, heardDb, saidDb } = correlate(line, this.#spoken.line, nextStep, LAGS, steps)
    if (saidDb > SAID_DB) this.#learn(byLag, heardDb)
    return this.#explained(this.#plain, byLag[this.#lag - LAGS.from] ?? 0)
  }

  /** The next frame of the cancelled stream, after the plain one of the same time; likewise. */
  hearCancelled(samples: Float32Array, startedAtMs: number): number | null {
    if (!this.#listen(this.#cancelled, samples, startedAtMs)) return null
    const { nextStep, line } = this.#cancelled
    const steps = Math.min(WINDOW_STEPS, this.#replyFrames * STEPS_PER_FRAME)
    if (steps < FEWEST_STEPS) return this.#explained(this.#cancelled, 0)
    const lags = { from: this.#lag - 1, until: this.#lag + 2 }
    const { byLag } = correlate(line, this.#spoken.line, nextStep, lags, steps)
    return this.#explained(this.#cancelled, Math.max(...byLag))
  }

  /** Takes the frame in; false where the loudspeaker says and said nothing. */
  #listen(ear: Ear, samples: Float32Array, startedAtMs: number): boolean {
    const endMs = startedAtMs + FRAME_MS
    const first = Math.round(startedAtMs / STEP_MS)
    if (Math.abs(first - ear.nextStep) > 1) ear.nextStep = first
    for (let step = 0; step < STEPS_PER_FRAME; step++, ear.nextStep++) {
      ear.bands.step(samples, step * ear.bands.stepSamples, this.#powers, 0)
      for (let band = 0; band < BANDS; band++) {
        this.#powers[band] = 10 * Math.log10((this.#powers[band] ?? 0) + 1e-12)
      }
      ear.line.set(ear.nextStep, this.#powers)
    }
    this.#spoken.advance(endMs + -LAGS.from * STEP_MS)
    const audible = this.#spoken.wasAudible(endMs, TAIL_MS)
    if (ear === this.#plain) this.#replyFrames = audible ? this.#replyFrames + 1 : 0
    return audible
  }

  #learn(byLag: Float32Array, heardDb: number): void {
    const quiet = heardDb < QUIET_DB
    this.#frames++
    this.#quietFrames = quiet ? this.#quietFrames + 1 : 0
    const rate = Math.max(MEMORY, 1 / this.#frames)
    let best = 0
    for (let index = 0; index < byLag.length; index++) {
      const mean = this.#byLag[index] ?? 0
      this.#byLag[index] = mean + ((quiet ? 0 : (byLag[index] ?? 0)) - mean) * rate
      if ((this.#byLag[index] ?? 0) > (this.#byLag[best] ?? 0)) best = index
    }
    this.#decide(this.#byLag[best] ?? 0, best + LAGS.from, quiet)
  }

  /** Who speaks over an echo for long does not make it go away: it has to be missed. */
  #decide(alike: number, lag: number, quiet: boolean): void {
    if (this.#hears === null) this.#lag = lag
    if (this.#frames < DECIDED_FRAMES) return
    if (alike >= (this.#frames < DECIDED_QUIET_FRAMES ? ECHO_AT_ONCE : ECHO)) {
      this.#hears = true
      this.#lag = lag
      return
    }
    const isQuiet = this.#quietFrames >= DECIDED_QUIET_FRAMES
    if (alike >= STRANGER || (quiet && !isQuiet)) return
    if (this.#hears !== true || isQuiet) this.#hears = false
    else if (this.#missingFrames >= MISSING_FRAMES) this.forget()
  }

  /**
   * How much of the latest frame is no more than what the reply was last heard as. Learns that where
   * the window is `alike` enough.
   */
  #explained(ear: Ear, alike: number): number {
    if (this.#hears === false) return 0
    // Of a short window half a likeness means nothing.
    if (this.#hears === null) return Math.max(0, 2 * alike - 1)
    const isEcho = alike >= (ear === this.#plain ? ECHO : CANCELLED_ECHO)
    let heard = 0
    let expected = 0
    let reply = 0
    for (let step = ear.nextStep - STEPS_PER_FRAME; step < ear.nextStep; step++) {
      for (let band = 0; band < BANDS; band++) {
        const said = this.#spoken.line.at(step - this.#lag, band)
        const level = ear.line.at(step, band)
        if (isEcho && said > SAID_DB) this.#learnGain(ear, band, level - said)
        const gainDb = ear.gainDb[band] ?? Number.NaN
        const power = 10 ** (level / 10)
        heard += power
        if (Number.isNaN(gainDb)) continue
        const echo = 10 ** ((said + gainDb) / 10)
        reply += echo
        expected += Math.min(power, echo * MARGIN)
      }
    }
    if (ear === this.#plain) {
      const isMissing = reply > AUDIBLE && heard * MISSING < reply
      this.#missingFrames = isMissing ? this.#missingFrames + 1 : 0
    }
    return heard === 0 ? 0 : expected / heard
  }

  #learnGain(ear: Ear, band: number, gainDb: number): void {
    const known = ear.gainDb[band] ?? Number.NaN
    ear.gainDb[band] = Number.isNaN(known) ? gainDb : known + (gainDb - known) * LEARN
  }
}
