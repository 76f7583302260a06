import { appendFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import { CodedFailure } from '../../contracts/errors.ts'

const FULL_SCALE = 0x7fff
const FILE_NAME = /^(\d+)-(\d+)\.pcm$/

const toPcm16 = (samples: Float32Array): Uint8Array => {
  const pcm = new DataView(new ArrayBuffer(samples.length * 2))
  for (const [index, sample] of samples.entries()) {
    const clipped = Math.max(-1, Math.min(1, sample))
    pcm.setInt16(index * 2, Math.round(clipped * FULL_SCALE), true)
  }
  return new Uint8Array(pcm.buffer)
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

const describe = (error: unknown): CodedError => {
  const full = ['ENOSPC', 'EDQUOT'].includes(String(codeOf(error)))
  return {
    code: full ? 'disk.full' : 'storage.unavailable',
    detail: `speech journal: ${String(error)}`,
  }
}

interface JournalOptions {
  readonly folder: string
  /** Journals that began before this are another run's: never touched. Epoch milliseconds. */
  readonly sinceMs: number
  /** Told once until an utterance was kept whole again: what cannot be kept is still transcribed. */
  readonly onFailure: (error: CodedError) => void
  readonly epochMs: () => number
}

/**
 * Keeps the sound of an utterance on disk (16-bit mono PCM at 16 kHz, no header) from its first
 * frame until its words are safe elsewhere, so that a crash costs nobody their words.
 *
 * Invariants
 * 1. Writes, removals and questions run one after the other, in the order they were asked for.
 * 2. At most one journal of an utterance exists once its first new frame is written.
 * 3. After a failure nothing more of that utterance is written: a journal with a hole would be
 *    another sentence. The next one is tried again, because disks are freed.
 * 4. No journal's name is older than the run: a clock that is set back while it goes on would
 *    otherwise turn its own journals into another run's, which nobody removes.
 */
export class SpeechJournal {
  readonly #options: JournalOptions
  readonly #paths = new Map<number, string>()
  #queue: Promise<void> = Promise.resolve()
  readonly #failed = new Set<number>()
  #told = false

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** Begins the utterance's journal anew; older ones of it go with the first frame of this one. */
  open(utterance: number): void {
    this.#run(utterance, async () => this.#letGo(utterance))
  }

  append(utterance: number, samples: Float32Array): void {
    const pcm = toPcm16(samples)
    this.#run(utterance, async () => {
      if (this.#failed.has(utterance)) return
      const known = this.#paths.get(utterance)
      if (known !== undefined) return appendFile(known, pcm)
      const { folder, sinceMs, epochMs } = this.#options
      await mkdir(folder, { recursive: true })
      const begunMs = Math.max(sinceMs, Math.floor(epochMs()))
      const path = join(folder, `${begunMs}-${utterance}.pcm`)
      const older = (await this.#pathsOf(utterance)).filter((other) => other !== path)
      // Cuts off what an earlier start within the same millisecond left.
      await rm(path, { force: true })
      await appendFile(path, pcm)
      this.#paths.set(utterance, path)
      await Promise.all(older.map((other) => rm(other, { force: true })))
    })
  }

  /** The utterance's words are safe, or were never wanted. */
  remove(utterance: number): void {
    this.#run(utterance, async () => {
      if (this.#paths.has(utterance) && !this.#failed.has(utterance)) this.#told = false
      this.#letGo(utterance)
      const paths = await this.#pathsOf(utterance)
      await Promise.all(paths.map((path) => rm(path, { force: true })))
    })
  }

  /**
   * As `remove`, but the sound is moved to `path`, and `onKept` called, where there is all of it. What
   * cannot be moved goes: it would be taken for words that a crash cut off.
   */
  keep(utterance: number, path: string, onKept: () => void): void {
    this.#run(utterance, async () => {
      const whole = this.#failed.has(utterance) ? [] : await this.#pathsOf(utterance)
      const [newest] = whole
      if (newest === undefined) return
      await mkdir(dirname(path), { recursive: true })
      await rename(newest, path)
      onKept()
    })
    this.remove(utterance)
  }

  /** Resolves when everything asked for so far has been done, or has failed. */
  written(): Promise<void> {
    return this.#queue
  }

  #letGo(utterance: number): void {
    this.#paths.delete(utterance)
    this.#failed.delete(utterance)
  }

  #run(utterance: number, task: () => Promise<void>): void {
    this.#queue = this.#queue.then(task).catch((error: unknown) => {
      this.#failed.add(utterance)
      if (!this.#told) this.#options.onFailure(describe(error))
      this.#told = true
    })
  }

  async #pathsOf(utterance: number): Promise<readonly string[]> {
    const { folder, sinceMs } = this.#options
    const names = await readdir(folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return []
      throw error
    })
    return names
      .filter((name) => {
        const [, begun, number] = FILE_NAME.exec(name) ?? []
        return Number(number) === utterance && Number(begun) >= sinceMs
      })
      .map((name) => join(folder, name))
  }
}

/**
 * The samples of a journal; a last sample that was cut in half is left out.
 * @throws CodedFailure `sound.not-found`, `sound.unreadable`
 */
export const readJournal = async (path: string): Promise<Float32Array> => {
  const bytes = await readFile(path).catch((error: unknown) => {
    const code = codeOf(error) === 'ENOENT' ? 'sound.not-found' : 'sound.unreadable'
    throw new CodedFailure(
      { code, detail: String(error), params: { file: path } },
      { cause: error },
    )
  })
  return Float32Array.from(
    { length: Math.floor(bytes.length / 2) },
    (_, index) => bytes.readInt16LE(index * 2) / FULL_SCALE,
  )
}
