import { z } from 'zod'
import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import {
  MAXIMUM_PEOPLE,
  voicePrintSchema,
  type VoicePrint,
  type VoicesSnapshot,
} from '../../contracts/voices.ts'
import type { SafeStorage } from '../providers/key-store.ts'
import type { JsonFile } from '../storage/settings-store.ts'
import { storageError } from '../storage/storage-failure.ts'

export interface VoiceStoreParts {
  readonly file: JsonFile
  /** Where the file lies, for what the person is told. */
  readonly path: string
  /** null: the system has no place for secrets. */
  readonly safe: SafeStorage | null
}

const peopleSchema = z.array(voicePrintSchema).max(MAXIMUM_PEOPLE)
const storedSchema = z.union([
  z.object({ encrypted: z.string().min(1) }),
  z.object({ plain: peopleSchema }),
])

/** So exact numbers make no difference to who is known. */
const rounded = (people: readonly VoicePrint[]): readonly VoicePrint[] =>
  people.map((person) => ({
    ...person,
    prototypes: person.prototypes.map((numbers) => numbers.map((one) => Number(one.toFixed(6)))),
  }))

/**
 * People's voices.
 *
 * Invariants:
 * 1. On disk they are encrypted by the system's own key store. Where it has none they are there only if
 *    the person chose that knowingly, and else for this run alone.
 * 2. Who is removed is gone from the file as well; with the last one goes all that was in it.
 * 3. Nothing of a voice is part of an error or a log line.
 * 4. What is encrypted in the file stays there for a run in which the key store cannot be had, whoever
 *    enrols for that run; only the person takes it away.
 */
export class VoiceStore {
  readonly #parts: VoiceStoreParts
  #people: readonly VoicePrint[] = []
  /** The person has chosen to keep them openly. */
  #isPlain = false
  /** What the key store of another run has encrypted, where there is none now. */
  #locked: string | null = null
  /** What was found could not be read: encrypted by another account or machine, or damaged. */
  readonly startError: CodedError | null

  constructor(parts: VoiceStoreParts) {
    this.#parts = parts
    this.startError = this.#load()
  }

  get people(): readonly VoicePrint[] {
    return this.#people
  }

  get kept(): VoicesSnapshot['kept'] {
    if (this.#isPlain) return 'plain'
    return this.#parts.safe === null ? 'session' : 'encrypted'
  }

  get canEncrypt(): boolean {
    return this.#parts.safe !== null
  }

  /** Fails with `voices.full`, and as files do; then nobody was added. */
  add(person: VoicePrint): Result<null> {
    if (this.#people.length >= MAXIMUM_PEOPLE) return fail('voices.full')
    return this.#become([...this.#people, person], this.#isPlain)
  }

  remove(id: string): Result<null> {
    const people = this.#people.filter((person) => person.id !== id)
    return this.#become(people, this.#isPlain)
  }

  removeAll(): Result<null> {
    const locked = this.#locked
    this.#locked = null
    const removed = this.#become([], this.#isPlain)
    if (!removed.ok) this.#locked = locked
    return removed
  }

  /** Whether they are kept openly; nothing but the person's own choice, where nothing else is possible. */
  keepPlain(on: boolean): Result<null> {
    if (on && this.#parts.safe !== null) return fail('usage.invalid', 'there is a key store')
    return this.#become(this.#people, on)
  }

  #become(people: readonly VoicePrint[], isPlain: boolean): Result<null> {
    const { file, path } = this.#parts
    try {
      const next = this.#stored(people, isPlain)
      if (JSON.stringify(next) !== JSON.stringify(file.store)) file.store = next
    } catch (thrown) {
      // A key store may be locked, or its owner say no.
      return { ok: false, error: storageError(thrown, path) }
    }
    this.#people = people
    this.#isPlain = isPlain
    return succeed(null)
  }

  #stored(people: readonly VoicePrint[], isPlain: boolean): Record<string, unknown> {
    const { safe } = this.#parts
    if (isPlain) return { plain: rounded(people) }
    if (safe === null) return this.#locked === null ? {} : { encrypted: this.#locked }
    if (people.length === 0) return {}
    return { encrypted: safe.encrypt(JSON.stringify(rounded(people))).toString('base64') }
  }

  #load(): CodedError | null {
    const { file, safe, path } = this.#parts
    if (Object.keys(file.store).length === 0) return null
    try {
      const stored = storedSchema.parse(file.store)
      if ('plain' in stored) {
        this.#people = stored.plain
        this.#isPlain = true
      } else {
        if (safe === null) this.#locked = stored.encrypted
        const text = safe?.decrypt(Buffer.from(stored.encrypted, 'base64')) ?? ''
        this.#people = peopleSchema.parse(JSON.parse(text))
      }
      return null
    } catch {
      // What was thrown may hold a piece of what was read.
      return { code: 'voices.unreadable', detail: path }
    }
  }
}
