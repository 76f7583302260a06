import {
  appendFileSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fail, succeed, type Result } from '../../contracts/errors.ts'
import { turnLogRecordSchema, type TurnLogRecord } from '../../contracts/turn-log.ts'
import { forgetRecords, partOf } from './forget-records.ts'
import { findRecord, newestRecords } from './read-turn-log.ts'
import { storageError } from './storage-failure.ts'

/** About 15,000 exchanges; one older file of the same size is kept. */
const ROTATE_BYTES = 10 * 1024 * 1024

/**
 * `turns.jsonl`: one line per finished exchange.
 *
 * Invariants:
 * 1. Every line is one whole record: it is written with one append, and a line that a crash tore is
 *    ended before the next one is written.
 * 2. A record that does not match its schema is a bug: it is told as one, not written, and costs whoever
 *    brought it nothing else.
 * 3. What is read is what was written by any version of Warbler; other lines are passed over.
 */
export class TurnLog {
  readonly #file: string
  readonly #rotateBytes: number
  #checked = false

  constructor(file: string, rotateBytes = ROTATE_BYTES) {
    this.#file = file
    this.#rotateBytes = rotateBytes
  }

  append(record: TurnLogRecord): Result<null> {
    const checked = turnLogRecordSchema.safeParse(record)
    if (!checked.success) {
      const where = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      return fail('internal.unexpected', `no record of an exchange: ${where.join('; ')}`)
    }
    const line = `${JSON.stringify(checked.data)}\n`
    try {
      mkdirSync(dirname(this.#file), { recursive: true })
      this.#rotate()
      appendFileSync(this.#file, this.#tornEnd() ? `\n${line}` : line)
      this.#checked = true
      return succeed(null)
    } catch (thrown) {
      this.#checked = false
      return { ok: false, error: storageError(thrown, this.#file) }
    }
  }

  /** The record of an exchange; null where the log holds none, or holds it no more. */
  async find(exchangeId: string): Promise<Result<TurnLogRecord | null>> {
    return this.#read((files) => findRecord(files, exchangeId))
  }

  /** The newest exchanges, at most `limit`, oldest first. */
  async newest(limit: number): Promise<Result<readonly TurnLogRecord[]>> {
    return this.#read((files) => newestRecords(files, limit))
  }

  /**
   * Takes the records of these exchanges out, because what was said in them was deleted.
   * @returns the next step of it, which answers whether that was the last one; one that fails is.
   */
  forgetting(exchangeIds: ReadonlySet<string>): () => Result<boolean> {
    const step = forgetRecords([this.#file, this.#oldFile], exchangeIds)
    return () => {
      // The last line may have gone, and one before it that has no end be the last.
      this.#checked = false
      try {
        return succeed(step())
      } catch (thrown) {
        this.#dropParts()
        return { ok: false, error: storageError(thrown, this.#file) }
      }
    }
  }

  /** On a full disk what was begun takes the room that is missing. */
  #dropParts(): void {
    try {
      for (const file of [this.#file, this.#oldFile]) rmSync(partOf(file), { force: true })
    } catch {
      // Why the step failed is told, and is most likely why this does.
    }
  }

  async #read<T>(look: (files: readonly string[]) => Promise<T>): Promise<Result<T>> {
    try {
      return succeed(await look([this.#file, this.#oldFile]))
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, this.#file) }
    }
  }

  get #oldFile(): string {
    return `${this.#file}.old`
  }

  #rotate(): void {
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0
    if (size >= this.#rotateBytes) renameSync(this.#file, this.#oldFile)
  }

  /** Whether the last line has no end; looked at once, and again after a failed write. */
  #tornEnd(): boolean {
    if (this.#checked || statSync(this.#file, { throwIfNoEntry: false }) === undefined) return false
    const descriptor = openSync(this.#file, 'r')
    try {
      const { size } = fstatSync(descriptor)
      if (size === 0) return false
      const last = Buffer.alloc(1)
      readSync(descriptor, last, 0, 1, size - 1)
      return last.toString() !== '\n'
    } finally {
      closeSync(descriptor)
    }
  }
}
