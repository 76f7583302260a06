import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, succeed, type Result } from '../../contracts/errors.ts'
import { expired, type KeptFile, type RetentionLimits } from '../../core/kept-speech/retention.ts'
import type { Ages } from '../../core/retention/over.ts'
import { storageError } from '../storage/storage-failure.ts'
import { isLeftPart, writeWhole } from '../storage/write-whole.ts'
import type { KeptAmount, KeptSpeechStore } from './kept-speech-store.ts'
import { openSound, sealSound, type KeptSound } from './sealed-sound.ts'

interface Kept extends KeptFile {
  readonly path: string
}

/** When it was kept, and of which turn; nothing else of ids than these characters reaches the file system. */
const NAME = /^(\d{1,16})-([\w.-]{1,200})\.speech$/
const ID = /^[\w-][\w.-]{0,199}$/
/**
 * The sound of turns in a folder, a file each.
 *
 * Invariants:
 * 1. A file holds a whole turn, encrypted, or it is not there: it is written under another name first.
 * 2. What is no file of ours is never touched; what is ours and damaged is erased by retention, or with
 *    its conversation, and until then only told as damaged.
 * 3. No name on disk comes from outside: an id that could leave the folder is not kept.
 */
export class FolderKeptSpeech implements KeptSpeechStore {
  readonly #folder: string
  readonly #key: () => Result<Uint8Array>
  readonly #kept = new Map<string, Kept>()

  /** @param key asked when something is to be kept or read */
  constructor(folder: string, key: () => Result<Uint8Array>) {
    this.#folder = folder
    this.#key = key
    this.#look()
  }

  async keep(sound: KeptSound, keptAtMs: number): Promise<Result<null>> {
    const { turnId } = sound
    if (!ID.test(turnId)) return fail('usage.invalid', 'not an id to keep speech by')
    const key = this.#key()
    if (!key.ok) return key
    const path = join(this.#folder, `${Math.max(0, Math.floor(keptAtMs))}-${turnId}.speech`)
    try {
      const bytes = await sealSound(sound, key.value)
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      await writeWhole(path, [bytes])
      const before = this.#kept.get(turnId)
      this.#kept.set(turnId, { id: turnId, keptAtMs, bytes: bytes.length, path })
      if (before !== undefined && before.path !== path) rmSync(before.path, { force: true })
      return succeed(null)
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, path) }
    }
  }

  async read(turnId: string): Promise<Result<KeptSound | null>> {
    const kept = this.#kept.get(turnId)
    if (kept === undefined) return succeed(null)
    const key = this.#key()
    if (!key.ok) return key
    const bytes = await readFile(kept.path).catch((thrown: unknown) =>
      storageError(thrown, kept.path),
    )
    if (!(bytes instanceof Uint8Array)) return { ok: false, error: bytes }
    try {
      return succeed(await openSound(bytes, turnId, key.value))
    } catch {
      // What was thrown may hold a piece of what was read.
      return fail('speech.damaged', kept.path, { file: kept.path })
    }
  }

  ids(): readonly string[] {
    return [...this.#kept.keys()]
  }

  amount(): KeptAmount {
    let bytes = 0
    for (const kept of this.#kept.values()) bytes += kept.bytes
    return { turns: this.#kept.size, bytes }
  }

  erase(turnIds: readonly string[]): Result<null> {
    for (const id of turnIds) {
      const kept = this.#kept.get(id)
      if (kept === undefined) continue
      try {
        rmSync(kept.path, { force: true })
      } catch (thrown) {
        return { ok: false, error: storageError(thrown, kept.path) }
      }
      this.#kept.delete(id)
    }
    return succeed(null)
  }

  sweep(limits: RetentionLimits, ages: Ages): Result<readonly string[]> {
    const gone = expired([...this.#kept.values()], limits, ages)
    const erased = this.erase(gone)
    return erased.ok ? succeed(gone) : erased
  }

  /** What is there: of a turn that is there twice (a crash came between) the newer one. */
  #look(): void {
    let names: readonly string[] = []
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      names = readdirSync(this.#folder).toSorted()
    } catch {
      // Where the folder cannot be used there is nothing to play, and whoever keeps something is told.
    }
    for (const name of names) {
      try {
        this.#find(name)
      } catch {
        // One that can be neither looked at nor removed hides none of the others.
      }
    }
  }

  #find(name: string): void {
    const path = join(this.#folder, name)
    if (isLeftPart(name)) rmSync(path, { force: true })
    const [, at, id] = NAME.exec(name) ?? []
    const found = id === undefined ? null : statSync(path, { throwIfNoEntry: false })
    if (id === undefined || found?.isFile() !== true) return
    const before = this.#kept.get(id)
    this.#kept.set(id, { id, keptAtMs: Number(at), bytes: found.size, path })
    if (before !== undefined) rmSync(before.path, { force: true })
  }
}
