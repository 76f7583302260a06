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
 */
export class VoiceCheck {
  readonly #open: (model: EngineModel) => Promise<SpeakerEncoder>
  readonly #onFailure: (error: CodedError) => void
  #asked: VoicesRequest | null = null
  #model = ''
  /** null: none is open; one that could not be opened is tried again by the next sound. */
  #encoder: Promise<SpeakerEncoder | null> | null = null

  constructor(
    open: (model: EngineModel) => Promise<SpeakerEncoder>,
    onFailure: (error: CodedError) => void,
  ) {
    this.#open = open
    this.#onFailure = onFailure
  }

  use(request: VoicesRequest): void {
    this.#asked = request
    const { speaker } = request
    const model = JSON.stringify(speaker)
    if (model === this.#model) return
    this.#model = model
    void this.#encoder?.then((before) => before?.dispose())
    this.#encoder = null
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
    const encoder = await this.#opened()
    const voice = await encoder?.encode(samples).catch((error: unknown) => this.#fail(error))
    return { voice: voice ? [...voice] : null, voicedMs, levelDb, clipped }
  }

  #opened(): Promise<SpeakerEncoder | null> {
    const speaker = this.#asked?.speaker ?? null
    if (speaker === null) return Promise.resolve(null)
    this.#encoder ??= this.#open(speaker).catch((error: unknown) => {
      this.#encoder = null
      return this.#fail(error)
    })
    return this.#encoder
  }

  #fail(error: unknown): null {
    const { code, detail = '' } = toCodedError(error, 'voices.failed')
    // Whatever it was, this is what it means: the phrase goes on being waited for.
    this.#onFailure({ code: 'voices.failed', detail: `${code} ${detail}`.trim() })
    return null
  }
}
