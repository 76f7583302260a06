import Database from 'libsql'
import { existsSync, mkdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import { checkTexts } from './check-texts.ts'
import { backUp, check, versionOf } from './open-database.ts'
import { storageError } from './storage-failure.ts'

/** What is asked of the process that copies. */
export interface CopyRequest {
  /** The database. */
  readonly file: string
  /** Where the copy is made; whoever asked gives it its name once it counts. */
  readonly part: string
}

export type CopyOutcome =
  | { readonly type: 'copied' }
  /** The database itself is damaged (`storage.damaged`), or no copy could be made. */
  | { readonly type: 'failed'; readonly error: CodedError }

/** Beside the copy so much stays free: the disk is the person's. */
const LEFT_FREE_BYTES = 512 * 1024 * 1024

/** Another process may hold the file for the length of a commit. */
const BUSY_MS = 2000

const hasRoom = (file: string, folder: string): boolean => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > statSync(file).size + LEFT_FREE_BYTES
}

/**
 * Why a copy does not count; null where it does. A fault of the copy says nothing of the database that it was
 * made of, which must not be taken for a damaged one. What is no longer there was removed by whoever erases:
 * opening it would make an empty database, of which nothing could be said against.
 * @param version that of the database, which an empty one has not.
 */
export const faultOfCopy = (part: string, version: number): CodedError | null => {
  const unavailable = (detail: string): CodedError => ({ code: 'storage.unavailable', detail })
  if (!existsSync(part)) return unavailable(`${part}: removed`)
  try {
    const copy = new Database(part)
    try {
      check(copy)
      return versionOf(copy) === version ? null : unavailable(`${part}: of another version`)
    } finally {
      copy.close()
    }
  } catch (thrown) {
    return unavailable(storageError(thrown, part).detail ?? part)
  }
}

/**
 * Checks a database and makes a whole copy of it, which is opened and checked before it counts. Others may
 * go on writing: it is the state of one moment. Takes 1.2 s for 100,000 turns (73 MB).
 */
export const copyTranscripts = ({ file, part }: CopyRequest): CopyOutcome => {
  const failed = (error: CodedError): CopyOutcome => {
    try {
      rmSync(part, { force: true })
    } catch {
      // Nothing can lie in a place that is no folder; what else stays is removed at the next start.
    }
    return { type: 'failed', error }
  }
  try {
    mkdirSync(dirname(part), { recursive: true, mode: 0o700 })
    // It must be there: opening what is not makes it.
    statSync(file)
    const source = new Database(file)
    let version = 0
    try {
      source.pragma(`busy_timeout = ${BUSY_MS}`)
      checkTexts(source)
      check(source)
      if (!hasRoom(file, dirname(part))) return failed({ code: 'disk.full', detail: part })
      version = versionOf(source)
      backUp(source, part)
    } finally {
      source.close()
    }
    const fault = faultOfCopy(part, version)
    return fault === null ? { type: 'copied' } : failed(fault)
  } catch (thrown) {
    return failed(storageError(thrown, file))
  }
}
