import { toCodedError, type CodedError } from '../contracts/errors.ts'
import type { VoiceMatch, VoiceSample } from '../contracts/voices.ts'
import type { VoicesRequest } from '../contracts/wake.ts'
import type { EngineModel } from '../contracts/workers.ts'
import { recognise } from '../core/voices/verify.ts'
import { voicedPart } from '../core/voices/voiced-part.ts'
import type { SpeakerEncoder } from '../engines/ports.ts'

/**
 * Asks whose voice a sound is.
 *
 * Invariants
 * 1. Where it cannot tell (no model, a failure, too little sound) it says that nobody was asked, and
 *    everybody is let in: it is a convenience and no lock, and nobody is locked out by a fault of it.
 * 2. No sound and no numbers of it are kept.
 * 3. Every fault is told; that it works, with the first sound that could be looked at and after a fault. A
 *    model that did not load is tried again by the next sound, and when somebody begins to enrol.
 */
export class VoiceCheck {
  readonly #open: (model: EngineModel) => Promise<SpeakerEncoder>
  readonly #onHealth: (error: CodedError | null) => void
  #asked: VoicesRequest | null = null
  #model = ''
  /** null: none is open; one that could not be opened is tried again by the next sound. */
  #encoder: Promise<SpeakerEncoder | null> | null = null
  /** What was told last; null: nothing. */
  #works: boolean | null = null

  constructor(
    open: (model: EngineModel) => Promise<SpeakerEncoder>,
    /** null: what was wrong is so no more. */
    onHealth: (error: CodedError | null) => void,
  ) {
    this.#open = open
    this.#onHealth = onHealth
  }

  use(request: VoicesRequest): void {
    this.#asked = request
    const { speaker } = request
    const model = JSON.stringify(speaker)
    if (model === this.#model) return
    this.#model = model
    void this.#encoder?.then((before) => before?.dispose())
    this.#encoder = null
    if (speaker === null) this.#succeed()
    this.prepare()
  }

  /** Opens the model, where that is not done: whoever enrols need not speak to hear of a fault. */
  prepare(): void {
    void this.#opened()
  }

  /** @param sound 16 kHz mono; null where nobody is enrolled, or nobody can tell */
  async match(sound: Float32Array): Promise<VoiceMatch | null> {
    if ((this.#asked?.people ?? []).length === 0) return null
    const { voice, voicedMs } = await this.sample(sound)
    const asked = this.#asked
    if (asked === null || voice === null) return null
    const people = asked.people.filter(({ model }) => model === asked.speaker?.id)
    return people.length === 0 ? null : recognise(voice, voicedMs, people, asked.strictness)
  }

  /** The voice in a sound, and how well it was recorded. */
  async sample(sound: Float32Array): Promise<VoiceSample> {
    const { samples, voicedMs, levelDb, clipped } = voicedPart(sound)
    const voice = await this.#voiceOf(samples)
    return { voice: voice ? [...voice] : null, voicedMs, levelDb, clipped }
  }

  async #voiceOf(samples: Float32Array): Promise<Float32Array | null> {
    const encoder = await this.#opened()
    if (encoder === null) return null
    try {
      const voice = await encoder.encode(samples)
      this.#succeed()
      return voice
    } catch (error) {
      return this.#fail(error)
    }
  }

  #opened(): Promise<SpeakerEncoder | null> {
    const speaker = this.#asked?.speaker ?? null
    if (speaker === null) return Promise.resolve(null)
    const model = this.#model
    this.#encoder ??= this.#open(speaker).catch((error: unknown) => {
      // Another one may be open by now, and this fault nobody's.
      if (this.#model !== model) return null
      this.#encoder = null
      return this.#fail(error)
    })
    return this.#encoder
  }

  #fail(error: unknown): null {
    this.#works = false
    this.#onHealth(toCodedError(error, 'voices.failed'))
    return null
  }

  #succeed(): void {
    if (this.#works !== true) this.#onHealth(null)
    this.#works = true
  }
}
