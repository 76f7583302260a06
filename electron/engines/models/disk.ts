import { constants } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CodedFailure } from '../../contracts/errors.ts'

/** Left free on the disk, so that a download never takes the last byte from everything else. */
const SPARE_BYTES = 64 * 1024 * 1024

/** What a person has to free, for the sentence of `disk.full`. */
const megabytes = (bytes: number) => ({ megabytes: Math.ceil(bytes / 1e6) })

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/** A failed write as what it means to a person; anything else is passed on as it is. */
export const diskFailure = (error: unknown, path: string): unknown => {
  const code = codeOf(error)
  const detail = `${path}: ${String(error)}`
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    // How much would be enough nobody says here: at least what is left free on purpose.
    const params = megabytes(SPARE_BYTES)
    return new CodedFailure({ code: 'disk.full', detail, params }, { cause: error })
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return unusable(path, error)
  }
  return error
}

const unusable = (folder: string, error: unknown): CodedFailure => {
  const detail = `${folder}: ${String(error)}`
  return new CodedFailure(
    { code: 'model.folder-unusable', detail, params: { folder } },
    { cause: error },
  )
}

/**
 * The same of the folder that everything else lies in, where whatever the system refuses means that
 * it cannot be used: a file in its place, a path that leads nowhere, a disk that fails.
 */
export const folderFailure = (thrown: unknown, folder: string): unknown => {
  const error = diskFailure(thrown, folder)
  if (error instanceof CodedFailure || codeOf(thrown) === undefined) return error
  return unusable(folder, thrown)
}

/** @throws CodedFailure `disk.full` where `neededBytes` more do not fit. */
export const requireSpace = async (
  folder: string,
  neededBytes: number,
  freeBytes: (folder: string) => Promise<number>,
): Promise<void> => {
  const free = await freeBytes(folder)
  if (free >= neededBytes + SPARE_BYTES) return
  throw new CodedFailure({
    code: 'disk.full',
    detail: `${folder}: ${neededBytes} bytes needed, ${free} free`,
    params: megabytes(neededBytes + SPARE_BYTES - free),
  })
}

/** Size in bytes, null where there is no such file. */
export const sizeOf = async (path: string): Promise<number | null> => {
  try {
    const found = await stat(path)
    return found.size
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
    throw error
  }
}

/** Bytes of all files in a folder and the folders in it; what goes meanwhile counts for nothing. */
export const bytesIn = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => sizeOf(join(entry.parentPath, entry.name))),
  )
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
}

export const exists = async (path: string): Promise<boolean> => (await sizeOf(path)) !== null

const syncPath = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Gives the finished file or folder its name; the last act of a download. What it replaces goes
 * first. A name that survives a power cut has its bytes: they are synced before, the folder after
 * (Windows cannot sync a folder, nor needs to).
 */
export const renameDurably = async (from: string, to: string): Promise<void> => {
  const isFile = (await stat(from)).isFile()
  // Windows syncs only what was opened for writing.
  if (isFile) {
    const handle = await open(from, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } else {
    await rm(to, { recursive: true, force: true })
  }
  await rename(from, to)
  if (process.platform !== 'win32') await syncPath(dirname(to))
}

/** The same bytes under a second name: a hard link, or a copy where the disk has no links. */
export const linkOrCopy = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true })
  await rm(to, { force: true })
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  }
}
