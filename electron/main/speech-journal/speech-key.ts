import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { KeptSpeechSnapshot } from '../../contracts/speech-journal.ts'
import type { SafeStorage } from '../providers/key-store.ts'
import type { JsonFile } from '../storage/settings-store.ts'
import { storageError } from '../storage/storage-failure.ts'
import { KEY_BYTES } from './sealed-sound.ts'

interface SpeechKeyParts {
  readonly file: JsonFile
  /** Where the file lies, for what the person is told. */
  readonly path: string
  /** null: the system has no place for secrets. */
  readonly safe: SafeStorage | null
}

const encodedSchema = z.string().min(1).max(10_000)
const storedSchema = z.union([
  z.object({ encrypted: encodedSchema }),
  /** `kept`: whether the person still wants it so; where not, it only opens what it has locked. */
  z.object({ plain: encodedSchema, kept: z.boolean().default(true) }),
])

/**
 * The key that kept speech is encrypted with.
 *
 * Invariants:
 * 1. On disk it is encrypted by the system's own key store. Where there is none it is there only if the
 *    person chose that knowingly, and beside what it locks; else there is no key, and nothing is kept.
 * 2. It is made when it is first needed, and never replaced while it can be read. One that cannot be read
 *    is not written over: what it locks may be readable again at the next start. Only the person's word
 *    that all kept speech goes takes it away.
 * 3. What lies there openly is encrypted as soon as there is a key store.
 * 4. A choice that is taken back stays so at the next start: nothing more is locked with a key that lies
 *    there openly, and what it has locked can still be heard.
 */
export class SpeechKey {
  readonly #parts: SpeechKeyParts
  #key: Buffer | null = null
  #isPlain = false
  #isSealed = false
  readonly startError: CodedError | null

  constructor(parts: SpeechKeyParts) {
    this.#parts = parts
    this.startError = this.#load()
  }

  get kept(): KeptSpeechSnapshot['kept'] {
    if (this.#parts.safe !== null) return 'encrypted'
    return this.#isPlain ? 'plain' : 'not'
  }

  get canEncrypt(): boolean {
    return this.#parts.safe !== null
  }

  /** Null: there is none (yet). */
  get current(): Uint8Array | null {
    return this.#key
  }

  /** The key, made where there is none. Fails with `speech.no-key-store`, `speech.key-unreadable`, and as files do. */
  use(): Result<Uint8Array> {
    if (this.#key !== null) return succeed(this.#key)
    if (this.#isSealed) return fail('speech.key-unreadable', this.#parts.path)
    if (this.kept === 'not') return fail('speech.no-key-store')
    return this.#become(randomBytes(KEY_BYTES), this.#isPlain)
  }

  /**
   * Whether speech is kept without a key store; nothing but the person's own choice. Fails as files do; then
   * it holds for this run alone where it was taken back.
   */
  keepPlain(on: boolean): Result<null> {
    if (this.#parts.safe !== null) return fail('usage.invalid', 'there is a key store')
    if (!on) return this.#keepNoMore()
    if (this.#isSealed) return fail('speech.key-unreadable', this.#parts.path)
    const became = this.#become(this.#key ?? randomBytes(KEY_BYTES), true)
    return became.ok ? succeed(null) : became
  }

  /** Everything that it locks is gone: the next one is another. */
  forget(): Result<null> {
    try {
      this.#parts.file.store = {}
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, this.#parts.path) }
    }
    this.#key = null
    this.#isSealed = false
    return succeed(null)
  }

  #keepNoMore(): Result<null> {
    const { file, path } = this.#parts
    this.#isPlain = false
    if (this.#key === null) return succeed(null)
    try {
      file.store = { plain: this.#key.toString('base64'), kept: false }
      return succeed(null)
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, path) }
    }
  }

  #become(key: Buffer, isPlain: boolean): Result<Uint8Array> {
    const { file, path, safe } = this.#parts
    const encoded = key.toString('base64')
    try {
      file.store =
        safe === null ? { plain: encoded } : { encrypted: safe.encrypt(encoded).toString('base64') }
    } catch (thrown) {
      // A key store may be locked, or its owner say no.
      return { ok: false, error: storageError(thrown, path) }
    }
    this.#key = key
    this.#isPlain = isPlain && safe === null
    return succeed(key)
  }

  #load(): CodedError | null {
    const { file, path, safe } = this.#parts
    if (Object.keys(file.store).length === 0) return null
    try {
      const stored = storedSchema.parse(file.store)
      const isPlain = 'plain' in stored
      const encoded = isPlain
        ? stored.plain
        : (safe?.decrypt(Buffer.from(stored.encrypted, 'base64')) ?? '')
      const key = Buffer.from(encoded, 'base64')
      if (key.length !== KEY_BYTES) throw new Error('no key')
      this.#key = key
      this.#isPlain = isPlain && stored.kept && safe === null
      if (!isPlain || safe === null) return null
      const encrypted = this.#become(key, false)
      return encrypted.ok ? null : encrypted.error
    } catch {
      this.#isSealed = true
      // What was thrown may hold a piece of what was read.
      return { code: 'speech.key-unreadable', detail: path }
    }
  }
}
