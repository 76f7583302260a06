import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** One megabyte a read: hashing then runs at the digest's own speed. */
const READ_BYTES = 1 << 20

export interface FileDigest {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** SHA-256 of a file as it stands on the disk, lower-case hex. */
export const digestFile = async (path: string, signal?: AbortSignal): Promise<string> => {
  const hash = createHash('sha256')
  const from = createReadStream(path, { highWaterMark: READ_BYTES })
  await pipeline(from, hash, signal === undefined ? {} : { signal })
  return hash.digest('hex')
}

const filesUnder = async (folder: string, prefix: string): Promise<string[]> => {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${prefix}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await filesUnder(join(folder, entry.name), path)))
    else found.push(path)
  }
  return found
}

/** Every file of the folder `<parent>/<name>` with its digest, sorted by path as plain bytes. */
export const digestFilesOf = async (
  parent: string,
  name: string,
  signal?: AbortSignal,
): Promise<readonly FileDigest[]> => {
  const paths = await filesUnder(join(parent, name), name)
  const files: FileDigest[] = []
  for (const path of paths.sort()) {
    const absolute = join(parent, path)
    const { size } = await stat(absolute)
    files.push({ path, sizeBytes: size, sha256: await digestFile(absolute, signal) })
  }
  return files
}

/** The one digest of a folder: of its listing, as the catalogue's contract describes it. */
export const digestOfListing = (files: readonly FileDigest[]): string =>
  createHash('sha256')
    .update(files.map(({ sha256, path }) => `${sha256}  ${path}`).join('\n'))
    .digest('hex')
