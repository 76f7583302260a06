import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'

/** A speech journal that no transcript took over: the sound of words that a crash cut off. */
export interface LeftJournal {
  readonly path: string
  readonly startedAtMs: number
  readonly utterance: number
  readonly durationMs: number
}

const NAME = /^(\d+)-(\d+)\.pcm$/
const BYTES_PER_SAMPLE = 2
/** Shorter ones hold no word. */
const SHORTEST_MS = 300

/** Bytes of a file; null of what is none, or has gone: one odd entry must not cost the others. */
const sizeOf = async (path: string): Promise<number | null> => {
  const found = await lstat(path).catch(() => null)
  return found?.isFile() === true ? found.size : null
}

/** The journals of earlier runs, oldest first; those too short to hold a word are removed. */
export const listJournals = async (folder: string): Promise<readonly LeftJournal[]> => {
  const names = await readdir(folder).catch(() => [])
  const found: LeftJournal[] = []
  for (const name of names) {
    const parts = NAME.exec(name)
    if (parts === null) continue
    const path = join(folder, name)
    const size = await sizeOf(path)
    if (size === null) continue
    const durationMs = (size / BYTES_PER_SAMPLE / MICROPHONE_SAMPLE_RATE_HZ) * 1000
    if (durationMs < SHORTEST_MS) await rm(path, { force: true }).catch(() => undefined)
    else
      found.push({ path, startedAtMs: Number(parts[1]), utterance: Number(parts[2]), durationMs })
  }
  return found.sort((a, b) => a.startedAtMs - b.startedAtMs)
}

export const removeJournal = (journal: LeftJournal): Promise<void> =>
  rm(journal.path, { force: true })
