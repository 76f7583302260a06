import { succeed, type Result } from '../../electron/contracts/errors.ts'
import { expired, type RetentionLimits } from '../../electron/core/kept-speech/retention.ts'
import type { Ages } from '../../electron/core/retention/over.ts'
import type {
  KeptAmount,
  KeptSpeechStore,
} from '../../electron/main/speech-journal/kept-speech-store.ts'
import type { KeptSound } from '../../electron/main/speech-journal/sealed-sound.ts'

const BYTES_PER_SAMPLE = 2

/** A store that ends with the run. */
export class MemoryKeptSpeech implements KeptSpeechStore {
  readonly #kept = new Map<string, { readonly sound: KeptSound; readonly keptAtMs: number }>()

  keep(sound: KeptSound, keptAtMs: number): Promise<Result<null>> {
    this.#kept.set(sound.turnId, { sound, keptAtMs })
    return Promise.resolve(succeed(null))
  }

  read(turnId: string): Promise<Result<KeptSound | null>> {
    return Promise.resolve(succeed(this.#kept.get(turnId)?.sound ?? null))
  }

  ids(): readonly string[] {
    return [...this.#kept.keys()]
  }

  amount(): KeptAmount {
    return {
      turns: this.#kept.size,
      bytes: this.#files().reduce((sum, { bytes }) => sum + bytes, 0),
    }
  }

  erase(turnIds: readonly string[]): Result<null> {
    for (const id of turnIds) this.#kept.delete(id)
    return succeed(null)
  }

  sweep(limits: RetentionLimits, ages: Ages): Result<readonly string[]> {
    const gone = expired(this.#files(), limits, ages)
    this.erase(gone)
    return succeed(gone)
  }

  #files() {
    return [...this.#kept].map(([id, { sound, keptAtMs }]) => ({
      id,
      keptAtMs,
      bytes: sound.samples.length * BYTES_PER_SAMPLE,
    }))
  }
}
