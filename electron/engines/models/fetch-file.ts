import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode } from '../../contracts/errors.ts'
import { fail, succeed, type Result } from '../../contracts/errors.ts'
import type { ModelEntry, ModelFile, ModelSource, SourceType } from '../../contracts/models.ts'
import { digestFile, digestFilesOf, digestOfListing } from './digest.ts'
import { exists, renameDurably, requireSpace } from './disk.ts'
import type { HostMemory } from './host-memory.ts'
import { copyFromMirror } from './mirror-source.ts'
import { downloadOfficial } from './official-source.ts'
import type { ModelPorts, Patience } from './ports.ts'
import { discardPackages, downloadFromRegistry } from './registry-source.ts'
import type { SourceFailure, SourceOutcome, TransferReport } from './source-outcome.ts'

/**
 * One file of a model: asked of its sources in order until one gives bytes whose digest is right.
 *
 * Invariants:
 * 1. A file has its own name only after its digest was read back from the disk and was right.
 * 2. A digest comes from the catalogue or from the hub's own answer; without one nothing is kept.
 * 3. Bytes of different digests never share a part file.
 * 4. A source that gave wrong bytes is asked once more, from the first byte, and then no more.
 */

export interface FileFetch {
  readonly entry: ModelEntry
  readonly file: ModelFile
  /** Where finished files and parts lie until the model is installed. */
  readonly folder: string
  readonly ports: ModelPorts
  readonly patience: Patience
  readonly hosts: HostMemory
  readonly report: TransferReport & {
    /** Bytes begin to come from there. */
    readonly source: (type: SourceType) => void
  }
  readonly signal: AbortSignal
}

interface FetchedFile {
  readonly sha256: string
  readonly source: SourceType | null
}

const ORDER: readonly SourceType[] = ['official', 'registry', 'mirror']

/** The sources in order; the mirror is every file's last one, whether or not it is listed. */
export const orderedSources = (file: ModelFile): readonly ModelSource[] => {
  const listed = file.sources.some(({ type }) => type === 'mirror')
  const all: readonly ModelSource[] = listed ? file.sources : [...file.sources, { type: 'mirror' }]
  return ORDER.flatMap((wanted) => all.filter(({ type }) => type === wanted))
}

/** Digests any of which make the file right (sources may carry different exports of a model). */
export const acceptableDigests = (file: ModelFile): readonly string[] => {
  const ofSources = file.sources.map((source) =>
    source.type === 'official' && source.archive !== undefined ? undefined : source.sha256,
  )
  return [...new Set([file.sha256, ...ofSources])].filter((digest) => typeof digest === 'string')
}

const digestOf = async (
  folder: string,
  name: string,
  isFolder: boolean,
  signal: AbortSignal,
): Promise<string> =>
  isFolder
    ? digestOfListing(await digestFilesOf(folder, name, signal))
    : digestFile(join(folder, name), signal)

/** What one source is to give, and where its bytes stand until they are checked. */
interface Expected {
  readonly sizeBytes: number
  readonly sha256: string | null
  readonly partPath: string
}

const expectedFrom = ({ file, folder }: FileFetch, source: ModelSource): Expected => {
  const ofArchive = source.type === 'official' && source.archive !== undefined
  const sha256 = (ofArchive ? null : source.sha256) ?? file.sha256
  const mark = sha256 === null ? 'unpinned' : sha256.slice(0, 8)
  return {
    sizeBytes: source.sizeBytes ?? file.sizeBytes,
    sha256,
    partPath: join(folder, `${file.name}.${mark}.part`),
  }
}

const registryDownloadOf = (
  fetch: FileFetch,
  source: Extract<ModelSource, { type: 'registry' }>,
  targetPath: string,
) => ({
  source,
  partPath: targetPath,
  folder: fetch.file.folder,
  packagesFolder: join(fetch.folder, 'packages'),
  ports: fetch.ports,
  patience: fetch.patience,
  report: fetch.report,
  signal: fetch.signal,
})

const obtain = async (
  fetch: FileFetch,
  source: ModelSource,
  expected: Expected,
): Promise<SourceOutcome> => {
  const { entry, file, folder, ports, report, signal } = fetch
  // A folder keeps its own name inside the part, because its listing's digest has it.
  const targetPath = file.folder ? join(expected.partPath, file.name) : expected.partPath
  switch (source.type) {
    case 'official':
      return downloadOfficial({ ...fetch, source, ...expected })
    case 'registry': {
      const archiveBytes = source.packages.reduce((sum, pkg) => sum + pkg.archiveBytes, 0)
      await requireSpace(folder, archiveBytes + expected.sizeBytes, ports.freeBytes)
      await mkdir(join(folder, 'packages'), { recursive: true })
      return downloadFromRegistry(registryDownloadOf(fetch, source, targetPath))
    }
    case 'mirror':
      break
  }
  if (ports.mirrorFolder !== null) {
    await requireSpace(folder, expected.sizeBytes, ports.freeBytes)
  }
  return copyFromMirror({
    mirrorFolder: ports.mirrorFolder,
    modelId: entry.id,
    fileName: file.name,
    partPath: targetPath,
    folder: file.folder,
    report,
    signal,
  })
}

const discard = async (fetch: FileFetch, source: ModelSource, partPath: string): Promise<void> => {
  await rm(partPath, { recursive: true, force: true })
  if (source.type === 'registry') await discardPackages(registryDownloadOf(fetch, source, partPath))
}

/** Reads back what a source gave and, where it is right, gives it its name. */
const settle = async (
  fetch: FileFetch,
  { sha256, partPath }: Expected,
  vouchedSha256: string | null,
): Promise<Result<string> | SourceFailure> => {
  const { file, folder, signal } = fetch
  const wanted = sha256 ?? vouchedSha256
  if (wanted === null) {
    return { reason: 'unvouched', detail: 'nobody states the digest of this file' }
  }
  fetch.report.phase('verifying')
  const inPart = file.folder ? join(partPath, file.name) : partPath
  const found = file.folder
    ? await digestOf(partPath, file.name, true, signal)
    : await digestFile(partPath, signal)
  if (found !== wanted) return { reason: 'wrong-digest', detail: `${found} instead of ${wanted}` }
  await renameDurably(inPart, join(folder, file.name))
  await rm(partPath, { recursive: true, force: true })
  return succeed(found)
}

const fromSource = async (
  fetch: FileFetch,
  source: ModelSource,
): Promise<Result<string> | SourceFailure> => {
  const expected = expectedFrom(fetch, source)
  let last: SourceFailure = { reason: 'unavailable', detail: 'never tried' }
  for (let tries = 0; tries < 2; tries += 1) {
    fetch.report.phase('downloading')
    const outcome = await obtain(fetch, source, expected)
    const settled = outcome.ok
      ? await settle(fetch, expected, outcome.vouchedSha256)
      : outcome.failure
    if ('ok' in settled) return settled
    last = settled
    if (settled.reason !== 'wrong-digest') return settled
    await discard(fetch, source, expected.partPath)
  }
  return last
}

/** Stalled everywhere and damaged everywhere have their own sentences; a mixture has the general one. */
const codeFor = (failures: readonly SourceFailure[]): ErrorCode => {
  const told = failures.filter(({ reason }) => reason !== 'unavailable')
  const all = (reason: SourceFailure['reason']): boolean =>
    told.length > 0 && told.every((failure) => failure.reason === reason)
  if (all('wrong-digest')) return 'model.damaged'
  if (all('stalled')) return 'model.download-stalled'
  return 'model.sources-exhausted'
}

/**
 * The file under its own name in `folder`, its digest checked.
 * @throws CodedFailure `disk.full`, `model.folder-unusable`; the signal's reason when aborted.
 */
export const fetchFile = async (fetch: FileFetch): Promise<Result<FetchedFile>> => {
  const { entry, file, folder, signal } = fetch
  const acceptable = acceptableDigests(file)
  if (await exists(join(folder, file.name))) {
    // Left by a run that was ended between two files. What the hub vouched for is not remembered.
    fetch.report.phase('verifying')
    const sha256 = await digestOf(folder, file.name, file.folder, signal)
    if (acceptable.includes(sha256)) return succeed({ sha256, source: null })
    await rm(join(folder, file.name), { recursive: true, force: true })
  }
  const failures: SourceFailure[] = []
  const told: string[] = []
  for (const source of orderedSources(file)) {
    const report = {
      ...fetch.report,
      expect: (bytes: number | null) => {
        fetch.report.expect(bytes)
        fetch.report.source(source.type)
      },
    }
    const result = await fromSource({ ...fetch, report }, source)
    if ('ok' in result) {
      return result.ok ? succeed({ sha256: result.value, source: source.type }) : result
    }
    failures.push(result)
    told.push(`${source.type}: ${result.reason}, ${result.detail}`)
  }
  // Where a mirror folder would have it.
  const path = `${entry.id}/${file.name}`
  const params = { model: entry.name, file: file.name, path }
  return fail(codeFor(failures), `${path}: ${told.join('; ')}`, params)
}
