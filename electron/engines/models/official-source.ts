import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelFile, ModelSource } from '../../contracts/models.ts'
import { takeFolder } from './archive.ts'
import { digestFile } from './digest.ts'
import { requireSpace, sizeOf } from './disk.ts'
import type { HostMemory } from './host-memory.ts'
import { downloadOverHttp } from './http-download.ts'
import type { ModelPorts, Patience } from './ports.ts'
import { sourceFailed, type SourceOutcome, type TransferReport } from './source-outcome.ts'

interface OfficialDownload {
  readonly source: Extract<ModelSource, { type: 'official' }>
  readonly file: ModelFile
  readonly folder: string
  readonly sizeBytes: number
  /** Of the file (or the folder's listing); null where only the hub can state it. */
  readonly sha256: string | null
  readonly partPath: string
  readonly ports: ModelPorts
  readonly patience: Patience
  readonly hosts: HostMemory
  readonly report: TransferReport
  readonly signal: AbortSignal
}

/** A folder's archive: fetched, checked, and the folder unpacked inside the part. */
const downloadArchive = async (download: OfficialDownload): Promise<SourceOutcome> => {
  const { source, file, folder, sizeBytes, partPath, ports, signal } = download
  const archivePath = join(folder, `${file.name}.tar.gz`)
  // The archive, its size unknown where the catalogue does not say, and what is in it.
  await requireSpace(folder, sizeBytes * 2, ports.freeBytes)
  const got = await downloadOverHttp({
    ...download,
    url: source.url,
    partPath: archivePath,
    expectedBytes: source.sizeBytes ?? null,
    needsVouching: false,
  })
  if (!got.ok) return got
  if (source.sha256 !== undefined && (await digestFile(archivePath, signal)) !== source.sha256) {
    await rm(archivePath, { force: true })
    return sourceFailed('wrong-digest', 'the archive is not the one the catalogue names')
  }
  await rm(partPath, { recursive: true, force: true })
  await mkdir(join(partPath, file.name), { recursive: true })
  await takeFolder(archivePath, `${file.name}/`, join(partPath, file.name), signal)
  await rm(archivePath, { force: true })
  return { ok: true, vouchedSha256: null }
}

/**
 * Fetches from the address of those who made the model; resumes what an earlier try left.
 * @throws CodedFailure `disk.full`, `model.folder-unusable`; the signal's reason when aborted.
 */
export const downloadOfficial = async (download: OfficialDownload): Promise<SourceOutcome> => {
  const { source, folder, sizeBytes, sha256, partPath, ports } = download
  if (source.archive !== undefined) return downloadArchive(download)
  const haveBytes = (await sizeOf(partPath)) ?? 0
  await requireSpace(folder, sizeBytes - haveBytes, ports.freeBytes)
  return downloadOverHttp({
    ...download,
    url: source.url,
    expectedBytes: sizeBytes,
    needsVouching: sha256 === null,
  })
}
