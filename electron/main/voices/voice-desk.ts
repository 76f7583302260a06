import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'
import { MAXIMUM_PEOPLE, type VoiceSample, type VoicesSnapshot } from '../../contracts/voices.ts'
import type { VoicesRequest } from '../../contracts/wake.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import {
  enrolmentView,
  isEnrolled,
  NO_ENROLMENT,
  prototypesOf,
  takeSample,
  type Enrolment,
} from '../../core/voices/enrol.ts'
import { guestsLeftMs } from '../../core/voices/guests.ts'
import type { Clock } from '../workers/clock.ts'
import type { VoiceStore } from './voice-store.ts'

interface VoiceDeskParts {
  readonly store: VoiceStore
  readonly settings: () => Pick<Settings, 'onlyMyVoice' | 'guestsUntilMs'>
  /** The catalogue's model that knows voices; null where it has none. */
  readonly modelId: string | null
  readonly fetchModel: (id: string) => Result<null>
  /** Why nobody can be heard now; null where they can. */
  readonly obstacle: () => CodedError | null
  readonly clock: Clock
  /** The wall clock, epoch ms. */
  readonly now: () => number
  readonly newId: () => string
  readonly onChange: (snapshot: VoicesSnapshot) => void
  /** Those who are enrolled are not told from others any more. */
  readonly onFailure: (error: CodedError) => void
  /** What was told as a failure is over. */
  readonly onMended: (error: CodedError) => void
}

/** Whoever begins to enrol and says nothing that counts for so long has gone. */
const GONE_MS = 3 * 60_000

/**
 * Whose voices are known, and how one becomes known.
 *
 * Invariants:
 * 1. The model is fetched when somebody begins to enrol, and never before.
 * 2. One enrolment at a time; one that is given up, by a word or by silence, leaves nothing. From when
 *    it listens it ends within three minutes of the last sample that counted.
 * 3. Nobody is listened to for it while there is an obstacle: one that comes up ends it, and is told.
 * 4. Windows see names and figures, never a voice.
 */
export class VoiceDesk {
  readonly #parts: VoiceDeskParts
  #model: EngineModel | null = null
  /** The detector's process hears: what is said is not lost. */
  #isHeard = false
  #enrolling: { readonly name: string; readonly enrolment: Enrolment } | null = null
  #error: CodedError | null
  /** Why voices cannot be told apart, and everybody is let in. */
  #checkError: CodedError | null = null
  #cancelGone: () => void = () => undefined
  #cancelGuests: () => void = () => undefined
  #guestsUntilMs: number | null = null

  constructor(parts: VoiceDeskParts) {
    this.#parts = parts
    this.#error = parts.store.startError
    this.#awaitGuests()
  }

  snapshot(): VoicesSnapshot {
    const { store, modelId: id } = this.#parts
    return {
      people: store.people.map(({ id, name, enrolledAtMs }) => ({ id, name, enrolledAtMs })),
      kept: store.kept,
      canEncrypt: store.canEncrypt,
      model: id === null ? null : { id, isReady: this.#model !== null },
      enrolment: this.#view(),
      guestsUntilMs: this.#guestsUntilMs,
      error: this.#error ?? this.#checkError,
    }
  }

  /** Whether speech is waited for to enrol by. */
  get isListening(): boolean {
    return this.#enrolling !== null && this.#model !== null
  }

  /** Who may wake it now. */
  asked(): VoicesRequest {
    const { settings, store, now } = this.#parts
    const { onlyMyVoice, guestsUntilMs } = settings()
    const everybody = onlyMyVoice === 'off' || guestsLeftMs(guestsUntilMs, now()) > 0
    const people = everybody ? [] : store.people
    return {
      type: 'voices',
      speaker: people.length > 0 || this.#enrolling !== null ? this.#model : null,
      people,
      strictness: onlyMyVoice === 'strict' ? 'strict' : 'relaxed',
    }
  }

  /** The model is here, or not any more. */
  useModel(model: EngineModel | null): void {
    if (JSON.stringify(model) === JSON.stringify(this.#model)) return
    this.#model = model
    // A slow line may take longer to bring the model than anybody thinks in silence: only now it listens.
    if (model !== null && this.#enrolling !== null) this.#awaitGone()
    this.#changed()
  }

  /** Whether the detector's process is ready to hear. */
  useDetector(isReady: boolean): void {
    if (isReady === this.#isHeard) return
    this.#isHeard = isReady
    if (this.#enrolling !== null) this.#changed()
  }

  /** Voices cannot be told apart, and everybody is let in; null: they can, or nobody asks. */
  checkChanged(error: CodedError | null): void {
    const { store, onFailure, onMended } = this.#parts
    const before = this.#checkError
    this.#checkError = error
    const isSame = JSON.stringify(error) === JSON.stringify(before)
    if (!isSame && before !== null) onMended(before)
    if (!isSame && error !== null && store.people.length > 0) onFailure(error)
    // Whoever enrols need not go on talking.
    if (error !== null && this.#enrolling !== null) this.#giveUp(error)
    else if (!isSame) this.#changed()
  }

  /** Guests may have come or gone, and whoever enrols may not be heard any more. */
  look(): void {
    const before = this.#guestsUntilMs
    this.#awaitGuests()
    const because = this.isListening ? this.#parts.obstacle() : null
    if (because !== null) this.#giveUp(because)
    else if (this.#guestsUntilMs !== before) this.#changed()
  }

  /** Fails with `voices.full`, `voices.model-missing`, or why nobody can be heard. */
  begin(name: string): Result<null> {
    const { store, obstacle, modelId: id, fetchModel } = this.#parts
    if (store.people.length >= MAXIMUM_PEOPLE) return fail('voices.full')
    const because = obstacle()
    if (because !== null) return { ok: false, error: because }
    if (id === null) return fail('voices.model-missing', 'none in the catalogue')
    if (this.#model === null) {
      const fetched = fetchModel(id)
      if (!fetched.ok) return fetched
    }
    this.#enrolling = { name, enrolment: NO_ENROLMENT }
    this.#error = null
    this.#cancelGone()
    if (this.#model !== null) this.#awaitGone()
    this.#changed()
    return succeed(null)
  }

  cancel(): void {
    if (this.#enrolling === null) return
    this.#end()
    this.#changed()
  }

  takeSample(sample: VoiceSample): void {
    if (this.#enrolling === null || this.#model === null) return
    const { name, enrolment: before } = this.#enrolling
    const enrolment = takeSample(before, sample)
    this.#enrolling = { name, enrolment }
    // A television says much, and little of it counts.
    if (enrolment.last?.fault === null) this.#awaitGone()
    if (isEnrolled(enrolment)) this.#enrol(name, enrolment, this.#model.id)
    this.#changed()
  }

  remove(id: string): Result<null> {
    return this.#told(this.#parts.store.remove(id))
  }

  removeAll(): Result<null> {
    return this.#told(this.#parts.store.removeAll())
  }

  keepPlain(on: boolean): Result<null> {
    return this.#told(this.#parts.store.keepPlain(on))
  }

  dispose(): void {
    this.#cancelGone()
    this.#cancelGuests()
  }

  #giveUp(because: CodedError): void {
    this.#end()
    this.#error = because
    this.#changed()
  }

  #enrol(name: string, enrolment: Enrolment, model: string): void {
    const { store, newId, now } = this.#parts
    const prototypes = prototypesOf(enrolment)
    const added = store.add({ id: newId(), name, model, enrolledAtMs: now(), prototypes })
    this.#error = added.ok ? null : added.error
    // What was read is not lost: once the disk has room the next word keeps it.
    if (added.ok) this.#end()
  }

  #end(): void {
    this.#enrolling = null
    this.#cancelGone()
  }

  #view(): VoicesSnapshot['enrolment'] {
    if (this.#enrolling === null) return null
    const { name, enrolment } = this.#enrolling
    const view = enrolmentView(enrolment)
    if (this.#model === null) return { ...view, name, step: 'fetching' }
    return { ...view, name, step: this.#isHeard ? view.step : 'preparing' }
  }

  #told(result: Result<null>): Result<null> {
    if (result.ok) this.#error = null
    this.#changed()
    return result
  }

  #changed(): void {
    this.#parts.onChange(this.snapshot())
  }

  #awaitGone(): void {
    this.#cancelGone()
    this.#cancelGone = this.#parts.clock.setTimer(GONE_MS, () => this.cancel())
  }

  #awaitGuests(): void {
    const { settings, now, clock } = this.#parts
    this.#cancelGuests()
    const { guestsUntilMs } = settings()
    const leftMs = guestsLeftMs(guestsUntilMs, now())
    this.#guestsUntilMs = leftMs > 0 ? guestsUntilMs : null
    // A timer stands still while the machine sleeps, and may come a little early: it only looks again.
    if (leftMs > 0) this.#cancelGuests = clock.setTimer(leftMs, () => this.look())
  }
}
