import { fail, succeed, type Result } from '../../contracts/errors.ts'
import type { KeyState, Provider, ProviderKeys } from '../../contracts/providers.ts'
import type { JsonFile } from '../storage/settings-store.ts'
import { storageError } from '../storage/storage-failure.ts'
import { z } from 'zod'

/** The system's place for secrets (Electron's `safeStorage`); null where it has none. */
export interface SafeStorage {
  readonly encrypt: (text: string) => Buffer
  readonly decrypt: (bytes: Buffer) => string
}

interface KeyStoreParts {
  readonly file: JsonFile
  /** Where the file lies, for what the person is told. */
  readonly path: string
  readonly safe: SafeStorage | null
  readonly environment: Readonly<Record<string, string | undefined>>
}

const storedSchema = z.object({ origin: z.string(), secret: z.string() })

interface Key {
  readonly origin: string
  readonly secret: string
}

/** Visible ASCII, as headers have it; a key that was copied with a line break is cut to it. */
const KEY = /^[\u0021-\u007e]{1,4000}$/

const originOf = (baseUrl: string): string => new URL(baseUrl).origin

/** `WARBLER_KEY_MY_PROVIDER` for the provider `my-provider`: for settings files and scripts. */
export const keyVariable = (providerId: string): string =>
  `WARBLER_KEY_${providerId.toUpperCase().replaceAll('-', '_')}`

/**
 * Keys of providers.
 *
 * Invariants:
 * 1. A key is used for the origin it was given for and no other: who changes a provider's address gives
 *    its key again. Only one from the environment, which names no address, is for that of the settings.
 * 2. On disk a key is encrypted by the system's own key store, or it is not there.
 * 3. A key is never part of an error, a log line or an answer to a window.
 */
export class KeyStore {
  readonly #parts: KeyStoreParts
  readonly #session = new Map<string, Key>()
  readonly #stored = new Map<string, Key>()

  constructor(parts: KeyStoreParts) {
    this.#parts = parts
    for (const [id, value] of Object.entries(parts.file.store)) {
      const parsed = storedSchema.safeParse(value)
      const secret = parsed.success ? this.#decrypted(parsed.data.secret) : null
      if (parsed.success && secret !== null) {
        this.#stored.set(id, { origin: parsed.data.origin, secret })
      }
    }
  }

  /**
   * @param keep on disk; only where the system has a place for it
   * Fails with `provider.key-missing` for what can be no key, and as files do.
   */
  set(provider: Provider, key: string, keep: boolean): Result<null> {
    const secret = key.trim()
    if (!KEY.test(secret)) {
      return fail('provider.key-missing', 'not a key', { provider: provider.name })
    }
    const entry = { origin: originOf(provider.baseUrl), secret }
    const { safe } = this.#parts
    if (!keep || safe === null) {
      const removed = this.#write(provider.id, null)
      if (!removed.ok) return removed
      this.#session.set(provider.id, entry)
      return removed
    }
    const encrypted = this.#encrypted(safe, secret)
    if (!encrypted.ok) return encrypted
    const written = this.#write(provider.id, { origin: entry.origin, secret: encrypted.value })
    if (!written.ok) return written
    this.#stored.set(provider.id, entry)
    this.#session.delete(provider.id)
    return written
  }

  remove(providerId: string): Result<null> {
    this.#session.delete(providerId)
    return this.#write(providerId, null)
  }

  removeAll(): Result<null> {
    const { file, path } = this.#parts
    this.#session.clear()
    try {
      file.store = {}
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, path) }
    }
    this.#stored.clear()
    return succeed(null)
  }

  keyOf(provider: Provider): string | undefined {
    return this.#find(provider)?.secret
  }

  states(providers: readonly Provider[]): ProviderKeys {
    return {
      keys: Object.fromEntries(
        providers.map((provider): [string, KeyState] => [
          provider.id,
          this.#find(provider)?.state ?? 'none',
        ]),
      ),
      canStore: this.#parts.safe !== null,
    }
  }

  #find(provider: Provider): { readonly secret: string; readonly state: KeyState } | null {
    const origin = originOf(provider.baseUrl)
    const session = this.#session.get(provider.id)
    if (session?.origin === origin) return { secret: session.secret, state: 'session' }
    const stored = this.#stored.get(provider.id)
    if (stored?.origin === origin) return { secret: stored.secret, state: 'stored' }
    const given = this.#parts.environment[keyVariable(provider.id)]?.trim() ?? ''
    return KEY.test(given) ? { secret: given, state: 'environment' } : null
  }

  #write(id: string, value: z.infer<typeof storedSchema> | null): Result<null> {
    const { file, path } = this.#parts
    try {
      const { [id]: _old, ...others } = file.store
      if (value !== null || id in file.store) {
        file.store = value === null ? others : { ...others, [id]: value }
      }
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, path) }
    }
    if (value === null) this.#stored.delete(id)
    return succeed(null)
  }

  /** A key store may be locked, or its owner say no. */
  #encrypted(safe: SafeStorage, secret: string): Result<string> {
    try {
      return succeed(safe.encrypt(secret).toString('base64'))
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, this.#parts.path) }
    }
  }

  /** null: encrypted by another account or machine, or damaged. The person is asked for it again. */
  #decrypted(secret: string): string | null {
    try {
      return this.#parts.safe?.decrypt(Buffer.from(secret, 'base64')) ?? null
    } catch {
      return null
    }
  }
}
