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

interface VoiceStoreParts {
  readonly file: JsonFile
  /** Where the file lies, for what the person is told. */
  readonly path: string
  /** null: the system has no place for secrets. */
  readonly safe: SafeStorage | null
  /** Copies the file to a name beside it. @throws as files do */
  readonly setAside: () => void
  /** Removes what was copied or set aside before: voices of people who are to be forgotten. */
  readonly removeAsides: () => void
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
 * 4. What could not be read is not lost: it is copied aside before the file is written to, and without a
 *    key store, which may be back at the next start, the file is left as it is, whoever enrols for that
 *    run. Only the person's word that all voices go takes it away.
 * 5. What lies there openly is encrypted as soon as there is a key store.
 */
export class VoiceStore {
  readonly #parts: VoiceStoreParts
  #people: readonly VoicePrint[] = []
  /** The person has chosen to keep them openly. */
  #isPlain = false
  /** The file holds what could not be read. */
  #isSealed = false
  /** What was found could not be read (encrypted by another account or machine, or damaged) or encrypted. */
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
    return this.#become([...this.#people, person])
  }

  remove(id: string): Result<null> {
    const people = this.#people.filter((person) => person.id !== id)
    return this.#become(people)
  }

  removeAll(): Result<null> {
    const wasSealed = this.#isSealed
    // Nobody wants a copy of what they delete.
    this.#isSealed = false
    const removed = this.#become([])
    if (!removed.ok) this.#isSealed = wasSealed
    else this.#parts.removeAsides()
    return removed
  }

  /** Whether they are kept openly; nothing but the person's own choice, where nothing else is possible. */
  keepPlain(on: boolean): Result<null> {
    if (on && this.#parts.safe !== null) return fail('usage.invalid', 'there is a key store')
    return this.#become(this.#people, on)
  }

  #become(
    people: readonly VoicePrint[],
    isPlain = this.#isPlain && this.#parts.safe === null,
  ): Result<null> {
    const { file, path, safe, setAside } = this.#parts
    const isLeft = this.#isSealed && safe === null && !isPlain
    try {
      const next = this.#stored(people, isPlain)
      if (!isLeft && JSON.stringify(next) !== JSON.stringify(file.store)) {
        if (this.#isSealed) setAside()
        file.store = next
        this.#isSealed = false
      }
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
    if (safe === null || people.length === 0) return {}
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
        if (safe === null) return null
        const encrypted = this.#become(stored.plain)
        return encrypted.ok ? null : encrypted.error
      } else {
        const text = safe?.decrypt(Buffer.from(stored.encrypted, 'base64')) ?? ''
        this.#people = peopleSchema.parse(JSON.parse(text))
      }
      return null
    } catch {
      this.#isSealed = true
      // What was thrown may hold a piece of what was read.
      return { code: 'voices.unreadable', detail: path }
    }
  }
}
