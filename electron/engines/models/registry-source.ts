import { mkdir, rm } from 'node:fs/promises'
import type { ModelSource } from '../../contracts/models.ts'
import { takeFolder, takeMember } from './archive.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import { fetchPackage, packageArchive, type PackageFetch } from './registry-client.ts'
import { exists } from './disk.ts'
import type { ModelPorts, Patience } from './ports.ts'
import { sourceFailed, type SourceOutcome, type TransferReport } from './source-outcome.ts'

export interface RegistryDownload {
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

const unpack = async (
  archives: readonly string[],
  { source, partPath, folder, signal }: RegistryDownload,
): Promise<void> => {
  await rm(partPath, { recursive: true, force: true })
  if (folder) await mkdir(partPath, { recursive: true })
  let append = false
  for (const [index, archive] of archives.entries()) {
    for (const member of source.packages[index]?.members ?? []) {
      if (folder) await takeFolder(archive, member, partPath, signal)
      else await takeMember(archive, { member, toPath: partPath, append }, signal)
      append = true
    }
  }
}

/**
 * Fetches the packages that are not there yet and takes the file (or folder) out of them.
 * @throws CodedFailure `disk.full`, `storage.unavailable`; the signal's reason when aborted.
 */
export const downloadFromRegistry = async (download: RegistryDownload): Promise<SourceOutcome> => {
  const fetches = fetchesOf(download)
  const absent: PackageFetch[] = []
  for (const fetch of fetches) if (!(await exists(packageArchive(fetch)))) absent.push(fetch)
  download.report.expect(absent.reduce((sum, { pkg }) => sum + pkg.archiveBytes, 0))
  download.report.received(0)
  let doneBytes = 0
  for (const fetch of absent) {
    const onBytes = (bytes: number): void =>
      download.report.received(doneBytes + Math.min(bytes, fetch.pkg.archiveBytes))
    const fetched = await fetchPackage({ ...fetch, onBytes })
    if (!fetched.ok) {
      const { reason, detail } = fetched.failure
      return sourceFailed(reason, `${fetch.pkg.name}: ${detail}`)
    }
    doneBytes += fetch.pkg.archiveBytes
    download.report.received(doneBytes)
  }
  download.report.phase('verifying')
  try {
    await unpack(fetches.map(packageArchive), download)
    return { ok: true, vouchedSha256: null }
  } catch (error) {
    download.signal.throwIfAborted()
    if (error instanceof CodedFailure) throw error
    return sourceFailed('wrong-digest', String(error))
  }
}
