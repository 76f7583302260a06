import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CodedFailure, type CodedError } from '../../contracts/errors.ts'
import { storageError } from './storage-failure.ts'

/** What kept a file that a person chose from being written. Of another file that error speaks which it was. */
export const unwritable = (thrown: unknown, file: string): CodedError => {
  if (thrown instanceof CodedFailure) return thrown.error
  const error = storageError(thrown, file)
  return error.code === 'disk.full' ? error : { ...error, code: 'output.unwritable' }
}

/** Beside it: a rename from elsewhere would be a copy. Short: the file's own name may be as long as names get. */
const partBeside = (file: string): string =>
  join(dirname(file), `.warbler-${randomBytes(4).toString('hex')}.part`)

/** Whether a file of this name is what a write that was cut off has left. */
export const isLeftPart = (name: string): boolean => /^\.warbler-[\da-f]{8}\.part$/.test(name)

/**
 * Writes a file that is either whole and on the disk, or as it was before. Main has room for everything else
 * between the pieces. Only the person can read it.
 * @throws what the file system throws; then nothing of it is left.
 */
export const writeWhole = async (
  file: string,
  pieces: Iterable<string | Uint8Array>,
): Promise<void> => {
  const part = partBeside(file)
  const handle = await open(part, 'wx', 0o600)
  try {
    try {
      for (const piece of pieces) await handle.writeFile(piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
  } catch (thrown) {
    await rm(part, { force: true })
    throw thrown
  }
}

/** As `writeWhole`, for a line or two that can be written again: it does not wait for the disk. */
export const writeWholeSync = (file: string, text: string): void => {
  const part = partBeside(file)
  try {
    writeFileSync(part, text, { mode: 0o600, flag: 'wx' })
    renameSync(part, file)
  } catch (thrown) {
    rmSync(part, { force: true })
    throw thrown
  }
}
