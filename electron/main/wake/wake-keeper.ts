import type { MicrophoneStatus } from '../../contracts/audio.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { PauseReason, WaitingStatus } from '../../contracts/snapshot.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { hearBy } from '../../core/wake/hear-by.ts'
import {
  enrolmentPause,
  isFed,
  mayStayWarm,
  waitingStatus,
  type WaitingFacts,
} from '../../core/wake/waiting.ts'
import type { Clock } from '../workers/clock.ts'
import type { DetectorStatus, WakeDetection } from './wake-detection.ts'

/** What the system tells of the person and of other applications. */
export interface Surroundings {
  readonly locked: boolean
  readonly asleep: boolean
  /** Another application that uses the microphone: its name, empty where that is not known. */
  readonly recordedBy: string | null
}

interface WakeKeeperOptions {
  readonly settings: () => Settings
  /** The switch itself: what is set may be older, where it could not be saved. */
  readonly isMuted: () => boolean
  readonly detection: Pick<WakeDetection, 'use'>
  /** The recognisers on this machine: no other will do. */
  readonly recognizers: () => readonly EngineModel[]
  /** A sound file of ordinary talk. */
  readonly talkPath: string
  /** Somebody enrols their voice: the detector's process does that, too. */
  readonly isEnrolling: () => boolean
  /** It matters whose voice something is said in, by key as well: that process tells. */
  readonly asksVoices: () => boolean
  readonly surroundings: () => Surroundings
  readonly clock: Clock
  /** The wall clock, for quiet hours. */
  readonly now: () => Date
  /** It waits now, or does not any more; what the audio window works by may have changed. */
  readonly onChange: (status: WaitingStatus) => void
}

const MINUTE_MS = 60_000

/**
 * Keeps Warbler waiting for its phrase whenever it should, and only then.
 *
 * Invariants:
 * 1. The detector's process runs exactly while the person wants it to wait and a recogniser is there,
 *    while somebody enrols, and while voices matter; without the first it looks for no phrase.
 * 2. `onChange` is called once per change of what is told, never twice with the same.
 * 3. Nobody who is not wanted costs a timer: the clock is looked at only where there are quiet hours.
 */
export class WakeKeeper {
  readonly #options: WakeKeeperOptions
  #detector: DetectorStatus = 'off'
  #microphone: MicrophoneStatus = 'off'
  #tellsSpeech = true
  #tooCommon: readonly string[] = []
  #told = ''
  #cancelMinute: () => void = () => undefined

  constructor(options: WakeKeeperOptions) {
    this.#options = options
  }

  get status(): WaitingStatus {
    return waitingStatus(this.#facts())
  }

  /** Whether the microphone may stay open only to be ready. */
  get mayStayWarm(): boolean {
    return mayStayWarm(this.#facts())
  }

  /** Why nobody can enrol their voice now. */
  get enrolmentPause(): PauseReason | null {
    return enrolmentPause(this.#facts())
  }

  /** Whether what is heard goes to the detector. */
  get isFed(): boolean {
    return isFed(this.#facts())
  }

  detectorChanged(status: DetectorStatus): void {
    this.#detector = status
    this.#tell()
  }

  /** Phrases turned out to be heard in ordinary talk: the detector does not wait for them. */
  phrasesTooCommon(phrases: readonly string[]): void {
    this.#tooCommon = phrases
    this.#tell()
  }

  microphoneChanged(status: MicrophoneStatus): void {
    this.#microphone = status
    this.#tell()
  }

  /** Whether the audio window tells speech from silence, as far as it has said. */
  speechTold(works: boolean): void {
    this.#tellsSpeech = works
    this.#tell()
  }

  /** Settings, models or surroundings have changed. */
  look(): void {
    const { settings, detection, recognizers, talkPath, isEnrolling, asksVoices } = this.#options
    const { wake, wakePhrases, wakeSensitivity, quietHours } = settings()
    const groups = wake ? hearBy(wakePhrases, recognizers()) : []
    detection.use(
      groups.length > 0 || isEnrolling() || asksVoices()
        ? { type: 'load', groups, sensitivity: wakeSensitivity, talkPath }
        : null,
    )
    this.#cancelMinute()
    if (wake && quietHours !== null) this.#lookEveryMinute()
    this.#tell()
  }

  dispose(): void {
    this.#cancelMinute()
  }

  #lookEveryMinute(): void {
    const { clock, now } = this.#options
    const intoMinuteMs = now().getTime() % MINUTE_MS
    this.#cancelMinute = clock.setTimer(MINUTE_MS - intoMinuteMs, () => {
      this.#lookEveryMinute()
      this.#tell()
    })
  }

  #facts(): WaitingFacts {
    const { settings, isMuted, recognizers, isEnrolling, surroundings, now } = this.#options
    const { wake, wakePhrases, quietHours, ...own } = settings()
    const at = now()
    const heard = hearBy(wakePhrases, recognizers()).flatMap(({ phrases }) => phrases)
    return {
      wanted: wake,
      enrolling: isEnrolling(),
      muted: isMuted(),
      detector: this.#detectorFact(heard.length === 0),
      tellsSpeech: this.#tellsSpeech,
      hasPhrase: heard.some((phrase) => !this.#tooCommon.includes(phrase)),
      microphone: this.#microphone,
      ...surroundings(),
      minuteOfDay: at.getHours() * 60 + at.getMinutes(),
      rules: {
        pauseInCalls: own.wakePausesInCalls,
        pauseWhenLocked: own.wakePausesWhenLocked,
        quietHours,
      },
    }
  }

  #detectorFact(isMissing: boolean): WaitingFacts['detector'] {
    // Its process does more than find phrases: one that gave up is not mended by a recogniser.
    if (this.#detector === 'failed') return 'failed'
    if (isMissing) return 'missing'
    return this.#detector === 'off' ? 'loading' : this.#detector
  }

  #tell(): void {
    const status = this.status
    const told = JSON.stringify([status, this.mayStayWarm, this.isFed])
    if (told === this.#told) return
    this.#told = told
    this.#options.onChange(status)
  }
}
