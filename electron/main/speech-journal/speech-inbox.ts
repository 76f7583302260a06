import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { succeed, type Result } from '../../contracts/errors.ts'
import { storageError } from '../storage/storage-failure.ts'
import { pcm16Of } from '../../core/kept-speech/pcm.ts'

/** The sound of an utterance that waits to be kept, at the microphone's rate. */
export interface Recording {
  readonly turnId: string
  readonly samples: Int16Array
  /** Where its words end. */
  readonly endSample: number
  /** No other recording has it. */
  readonly id: string
}

/** The person's turn, the utterance, where its words end, and which recording it is. */
const WAITING = /^([\w.-]{1,200})~(\d+)~(\d+)~([\w-]+)\.pcm$/

/** Null where the turn's id is no name. Another run counts its utterances anew: each name is another. */
export const waitingName = (
  turnId: string,
  utterance: number,
  endSample: number,
): string | null => {
  const name = `${turnId}~${utterance}~${endSample}~${randomUUID()}.pcm`
  return WAITING.test(name) ? name : null
}

/**
 * Null where it is gone, or none.
 * @throws what else the file system throws
 */
export const readWaiting = async (path: string): Promise<Recording | null> => {
  const [, turnId, , end, id] = WAITING.exec(basename(path)) ?? []
  if (turnId === undefined || id === undefined) return null
  try {
    return { turnId, samples: pcm16Of(await readFile(path)), endSample: Number(end), id }
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw thrown
  }
}

/** Names of what waits there; what is no recording is removed. */
export const waitingIn = (folder: string): readonly string[] => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const names = readdirSync(folder)
    for (const name of names) if (!WAITING.test(name)) rmSync(join(folder, name), { force: true })
    return names.filter((name) => WAITING.test(name)).toSorted()
  } catch {
    return []
  }
}

/** Nothing waits any more. Fails as files do. */
export const emptyInbox = (folder: string): Result<null> => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
    return succeed(null)
  } catch (thrown) {
    return { ok: false, error: storageError(thrown, folder) }
  }
}
