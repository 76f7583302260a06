import type { Result } from '../../contracts/errors.ts'
import type { RetentionLimits } from '../../core/kept-speech/retention.ts'
import type { Ages } from '../../core/retention/over.ts'
import type { KeptSound } from './sealed-sound.ts'

/** What a store holds in all. */
export interface KeptAmount {
  readonly turns: number
  readonly bytes: number
}

/**
 * Where the sound of turns is kept. `ok` from `keep` means that it is whole on disk, or was not.
 * Failures: `disk.full`, `storage.unavailable`; of a key `speech.no-key-store`, `speech.key-unreadable`;
 * of one turn's sound that cannot be read any more `speech.damaged`.
 */
export interface KeptSpeechStore {
  /** In place of what there was of that turn. */
  keep(sound: KeptSound, keptAtMs: number): Promise<Result<null>>
  /** Null where there is none of that turn. */
  read(turnId: string): Promise<Result<KeptSound | null>>
  /** All turns of which there is any. */
  ids(): readonly string[]
  amount(): KeptAmount
  /** At once; those that are not there count as erased. */
  erase(turnIds: readonly string[]): Result<null>
  /** Erases what may not be kept any longer. Which turns that were. */
  sweep(limits: RetentionLimits, ages: Ages): Result<readonly string[]>
}
