import { open, rename, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { CodedFailure, type CodedError } from '../../contracts/errors.ts'
import { storageError } from '../storage/storage-failure.ts'

/** What kept a file that a person chose from being written. Of another file that error speaks which it was. */
export const unwritable = (thrown: unknown, file: string): CodedError => {
  if (thrown instanceof CodedFailure) return thrown.error
  const error = storageError(thrown, file)
  return error.code === 'disk.full' ? error : { ...error, code: 'output.unwritable' }
}

/**
 * Writes a file that is either whole or as it was before. Main has room for everything else between the
 * pieces.
 * @throws what the file system throws; then nothing of it is left.
 */
export const writePieces = async (
  file: string,
  pieces: Iterable<string | Uint8Array>,
): Promise<void> => {
  // Beside it: a rename from elsewhere would be a copy. Short: the file's own name may be as long as names get.
  const part = join(dirname(file), `.warbler-${randomBytes(4).toString('hex')}.part`)
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
