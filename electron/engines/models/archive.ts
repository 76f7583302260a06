import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar'
import { openPromise } from 'yauzl'
import { diskFailure, exists } from './disk.ts'

/**
 * Takes named members out of archives by streaming them. Nothing else of an archive touches the
 * disk, and no path of it can lead out of the folder (yauzl and tar refuse such names).
 */

/** Files out of an archive, one behind the other in `toPath`; `append` keeps what is there. */
interface MembersTarget {
  readonly members: readonly string[]
  readonly toPath: string
  readonly append: boolean
}

const isZip = (path: string): boolean => /\.(?:whl|zip)$/.test(path)

const missing = (archive: string, member: string): Error =>
  new Error(`${archive} has no member ${member}`)

const takeFromZip = async (
  archive: string,
  { members, toPath, append }: MembersTarget,
  signal: AbortSignal,
): Promise<void> => {
  for (const [index, member] of members.entries()) {
    const zip = await openPromise(archive, { lazyEntries: true })
    let found = false
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== member) continue
      const from = await zip.openReadStreamPromise(entry)
      const to = createWriteStream(toPath, { flags: append || index > 0 ? 'a' : 'w' })
      await pipeline(from, to, { signal })
      found = true
      break
    }
    if (!found) throw missing(archive, member)
  }
}

/** Only the entries `wanted` says yes to, unpacked under their own paths. Links are left out. */
const unpackTar = async (
  archive: string,
  toFolder: string,
  wanted: (path: string) => boolean,
): Promise<void> => {
  await rm(toFolder, { recursive: true, force: true })
  await mkdir(toFolder, { recursive: true })
  await extract({
    file: archive,
    cwd: toFolder,
    strict: true,
    filter: (path, entry) =>
      wanted(path.replace(/^\.\//, '')) &&
      'type' in entry &&
      ['File', 'OldFile', 'ContiguousFile', 'Directory'].includes(entry.type),
  })
}

const takeFromTar = async (
  archive: string,
  { members, toPath, append }: MembersTarget,
  signal: AbortSignal,
): Promise<void> => {
  // npm puts everything under `package/`; members are named as the package's author sees them.
  const inside = members.map((member) => `package/${member}`)
  const folder = `${toPath}.unpacking`
  // One pass, however many there are: a compressed archive is read from its first byte each time.
  await unpackTar(archive, folder, (path) => inside.includes(path))
  for (const [index, path] of inside.entries()) {
    if (!(await exists(join(folder, path)))) throw missing(archive, members[index] ?? path)
    const to = createWriteStream(toPath, { flags: append || index > 0 ? 'a' : 'w' })
    await pipeline(createReadStream(join(folder, path)), to, { signal })
  }
  await rm(folder, { recursive: true, force: true })
}

/** @throws what the archive or the disk throws; `disk.full` and `model.folder-unusable` are coded. */
export const takeMembers = async (
  archive: string,
  target: MembersTarget,
  signal: AbortSignal,
): Promise<void> => {
  try {
    await (isZip(archive) ? takeFromZip : takeFromTar)(archive, target, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw diskFailure(error, target.toPath)
  }
}

const takeFolderFromZip = async (
  archive: string,
  member: string,
  toFolder: string,
  signal: AbortSignal,
): Promise<void> => {
  const zip = await openPromise(archive, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.startsWith(member) || entry.fileName.endsWith('/')) continue
    const toPath = join(toFolder, entry.fileName.slice(member.length))
    await mkdir(dirname(toPath), { recursive: true })
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(toPath), { signal })
  }
}

const takeFolderFromTar = async (
  archive: string,
  member: string,
  toFolder: string,
): Promise<void> => {
  const folder = `${toFolder}.unpacking`
  await unpackTar(archive, folder, (path) => path.startsWith(member))
  if (!(await exists(join(folder, member)))) throw missing(archive, member)
  await rm(toFolder, { recursive: true, force: true })
  await rename(join(folder, member), toFolder)
  await rm(folder, { recursive: true, force: true })
}

/**
 * Everything under the folder `member` (it ends in `/`) of the archive, into `toFolder`, which must
 * exist. Links are left out; the digest of the listing tells whether anything is missing.
 */
export const takeFolder = async (
  archive: string,
  member: string,
  toFolder: string,
  signal: AbortSignal,
): Promise<void> => {
  try {
    if (isZip(archive)) await takeFolderFromZip(archive, member, toFolder, signal)
    else await takeFolderFromTar(archive, member, toFolder)
  } catch (error) {
    signal.throwIfAborted()
    throw diskFailure(error, toFolder)
  }
}
