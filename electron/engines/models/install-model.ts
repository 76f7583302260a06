import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedFailure, fail, succeed, type Result } from '../../contracts/errors.ts'
import type { ModelEntry, ModelFile, SourceType } from '../../contracts/models.ts'
import type { FileDigest } from './digest.ts'
import { diskFailure, folderFailure, renameDurably, requireSpace, sizeOf } from './disk.ts'
import { fetchFile } from './fetch-file.ts'
import type { HostMemory } from './host-memory.ts'
import { acquireLock } from './lock.ts'
import { writeManifest } from './manifest.ts'
import type { ModelPorts, Patience } from './ports.ts'
import { prepareModel } from './prepare/prepare.ts'
import {
  digestOutput,
  isAcceptable,
  isFolder,
  modelFolderOf,
  verifyInstalled,
} from './verify-installed.ts'

/**
 * One model, from nothing to loadable.
 *
 * Invariants:
 * 1. A model's folder appears under its own name whole, with its manifest, or not at all.
 * 2. What was fetched stays in `.incoming` until then, so that no interruption costs it.
 * 3. Only the holder of the model's lock touches either.
 */

export interface InstallReport {
  readonly state: (state: 'queued' | 'downloading' | 'verifying' | 'preparing') => void
  readonly source: (type: SourceType) => void
  readonly expect: (file: string, bytes: number | null) => void
  readonly received: (file: string, bytes: number) => void
  readonly fileDone: (file: string) => void
}

interface Installation {
  readonly root: string
  readonly entry: ModelEntry
  readonly ports: ModelPorts
  readonly patience: Patience
  readonly hosts: HostMemory
  readonly report: InstallReport
  readonly signal: AbortSignal
}

export const incomingFolderOf = (root: string, entry: ModelEntry): string =>
  join(root, '.incoming', entry.id)

/** Files after this one that come out of the same packages and so bring nothing new to travel. */
const inSamePackages = ({ files }: ModelEntry, file: ModelFile): readonly ModelFile[] => {
  const packagesOf = (one: ModelFile): readonly string[] =>
    one.sources.flatMap((source) =>
      source.type === 'registry' ? source.packages.map(({ name }) => name) : [],
    )
  const own = packagesOf(file)
  return files.slice(files.indexOf(file) + 1).filter((other) => {
    const names = packagesOf(other)
    return names.length > 0 && names.every((name) => own.includes(name))
  })
}

const fetchOne = (installation: Installation, file: ModelFile, folder: string) => {
  const { entry, report } = installation
  return fetchFile({
    ...installation,
    file,
    folder,
    report: {
      expect: (bytes) => report.expect(file.name, bytes),
      received: (bytes) => report.received(file.name, bytes),
      source: (type) => {
        const others = type === 'registry' ? inSamePackages(entry, file) : []
        for (const other of others) report.expect(other.name, 0)
        report.source(type)
      },
      phase: report.state,
    },
  })
}

/** Digests of the outputs, each checked against the catalogue. */
const digestOutputs = async (
  entry: ModelEntry,
  readyFolder: string,
  fetched: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<FileDigest[]> => {
  const digests: FileDigest[] = []
  for (const output of entry.outputs) {
    // What passes through is a link of a file whose digest was just read back: not read again.
    const known = fetched.get(output.name)
    const path = join(readyFolder, output.name)
    if (known !== undefined && !isFolder(entry, output)) {
      digests.push({ path: output.name, sizeBytes: (await sizeOf(path)) ?? 0, sha256: known })
      continue
    }
    const { files, sha256 } = await digestOutput(entry, output, readyFolder, signal)
    if (!isAcceptable(entry, output, sha256)) {
      const detail = `${entry.id}/${output.name}: prepared ${sha256}, not what the catalogue names`
      throw new CodedFailure({ code: 'model.damaged', detail, params: { model: entry.name } })
    }
    digests.push(...files)
  }
  return digests
}

const finish = async (
  installation: Installation,
  incoming: string,
  fetched: ReadonlyMap<string, string>,
): Promise<void> => {
  const { root, entry, ports, report, signal } = installation
  report.state('preparing')
  const readyFolder = join(incoming, 'ready')
  await rm(readyFolder, { recursive: true, force: true })
  await mkdir(readyFolder, { recursive: true })
  if (entry.prepare !== 'none') {
    const sizeBytes = entry.files.reduce((sum, file) => sum + file.sizeBytes, 0)
    await requireSpace(incoming, sizeBytes, ports.freeBytes)
  }
  await prepareModel({ entry, fetchedFolder: incoming, readyFolder, signal })
  const digests = await digestOutputs(entry, readyFolder, fetched, signal)
  await writeManifest(readyFolder, entry, digests)
  await renameDurably(readyFolder, modelFolderOf(root, entry))
  await rm(incoming, { recursive: true, force: true })
}

const installLocked = async (installation: Installation): Promise<Result<null>> => {
  const { root, entry, report } = installation
  // Whoever held the lock before may have done it all.
  const installed = await verifyInstalled(root, entry)
  if (installed.state === 'ready') return succeed(null)
  const incoming = incomingFolderOf(root, entry)
  await mkdir(incoming, { recursive: true })
  const digests = new Map<string, string>()
  for (const file of entry.files) {
    const fetched = await fetchOne(installation, file, incoming)
    if (!fetched.ok) return fetched
    digests.set(file.name, fetched.value.sha256)
    report.fileDone(file.name)
  }
  await finish(installation, incoming, digests)
  return succeed(null)
}

/**
 * Fetches, checks, prepares. Expected failures are values.
 * @throws the signal's reason when aborted; what was fetched stays for the next time.
 */
export const installModel = async (installation: Installation): Promise<Result<null>> => {
  const { root, entry, ports, patience, report, signal } = installation
  report.state('queued')
  try {
    await mkdir(root, { recursive: true }).catch((thrown: unknown) => {
      throw folderFailure(thrown, root)
    })
    const release = await acquireLock({
      path: join(root, '.locks', `${entry.id}.lock`),
      ports,
      pollMs: patience.pollMs,
      signal,
    })
    try {
      return await installLocked(installation)
    } finally {
      await release()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    const error = diskFailure(thrown, root)
    if (!(error instanceof CodedFailure)) throw error
    const { code, detail, params } = error.error
    return fail(code, detail, { model: entry.name, ...params, folder: root })
  }
}
