import { join } from 'node:path'
import type { ModelEntry, ModelOutput } from '../../contracts/models.ts'
import { digestFile, digestFilesOf, digestOfListing, type FileDigest } from './digest.ts'
import { bytesIn, exists, sizeOf } from './disk.ts'
import { acceptableDigests } from './fetch-file.ts'
import { fingerprintOf, readManifest, writeManifest, type Manifest } from './manifest.ts'

export type Installed =
  | { readonly state: 'ready'; readonly diskBytes: number }
  | { readonly state: 'missing' }
  | { readonly state: 'damaged'; readonly detail: string }

export const modelFolderOf = (root: string, entry: ModelEntry): string => join(root, entry.id)

const damaged = (entry: ModelEntry, what: string): Installed => ({
  state: 'damaged',
  detail: `${entry.id}: ${what}`,
})

/** Digests any of which make this output right; empty where only a manifest can tell. */
const acceptableFor = (entry: ModelEntry, output: ModelOutput): readonly string[] => {
  if (output.sha256 !== undefined) return [output.sha256]
  const file = entry.files.find(({ name }) => name === output.name)
  return file === undefined ? [] : acceptableDigests(file)
}

export const isFolder = (entry: ModelEntry, output: ModelOutput): boolean =>
  entry.files.some(({ name, folder }) => folder && name === output.name)

/** An output's files with their digests, and the digest that stands for the whole output. */
export const digestOutput = async (
  entry: ModelEntry,
  output: ModelOutput,
  modelFolder: string,
  signal?: AbortSignal,
): Promise<{ readonly files: readonly FileDigest[]; readonly sha256: string }> => {
  if (isFolder(entry, output)) {
    const files = await digestFilesOf(modelFolder, output.name, signal)
    return { files, sha256: digestOfListing(files) }
  }
  const path = join(modelFolder, output.name)
  const sha256 = await digestFile(path, signal)
  return { files: [{ path: output.name, sizeBytes: (await sizeOf(path)) ?? 0, sha256 }], sha256 }
}

/** Whether an output is what the catalogue says it is. */
export const isAcceptable = (entry: ModelEntry, output: ModelOutput, sha256: string): boolean => {
  const acceptable = acceptableFor(entry, output)
  return acceptable.length === 0 || acceptable.includes(sha256)
}

/** It takes what lies in its folder, whoever put it there: removed, all of that goes. */
const ready = async (modelFolder: string): Promise<Installed> => ({
  state: 'ready',
  diskBytes: await bytesIn(modelFolder),
})

const checkSizes = async (
  entry: ModelEntry,
  modelFolder: string,
  manifest: Manifest,
): Promise<Installed> => {
  for (const { path, sizeBytes } of manifest.files) {
    const found = await sizeOf(join(modelFolder, path))
    if (found === null) return damaged(entry, `${path} is missing`)
    if (found !== sizeBytes) return damaged(entry, `${path}: ${found} bytes, not ${sizeBytes}`)
  }
  return ready(modelFolder)
}

const checkDigests = async (
  entry: ModelEntry,
  modelFolder: string,
  manifest: Manifest,
): Promise<Installed> => {
  const sizes = await checkSizes(entry, modelFolder, manifest)
  if (sizes.state !== 'ready') return sizes
  for (const { path, sha256 } of manifest.files) {
    if ((await digestFile(join(modelFolder, path))) !== sha256) {
      return damaged(entry, `${path} has other bytes than were installed`)
    }
  }
  return sizes
}

/**
 * A folder without a manifest (copied there by hand), or with that of another catalogue: taken over
 * where the catalogue's own digests vouch for every output.
 */
const adopt = async (entry: ModelEntry, modelFolder: string): Promise<Installed> => {
  const files: FileDigest[] = []
  for (const output of entry.outputs) {
    if (!(await exists(join(modelFolder, output.name)))) {
      return damaged(entry, `${output.name} is missing`)
    }
    const found = await digestOutput(entry, output, modelFolder)
    if (!acceptableFor(entry, output).includes(found.sha256)) {
      return damaged(entry, `${output.name} is not the one the catalogue names`)
    }
    files.push(...found.files)
  }
  await writeManifest(modelFolder, entry, files)
  return ready(modelFolder)
}

/**
 * Whether a model can be loaded. `quick` looks at names and sizes (under 10 ms for all models), for
 * every start; `full` reads every byte, on demand. Without a manifest it always reads every byte.
 */
export const verifyInstalled = async (
  root: string,
  entry: ModelEntry,
  depth: 'quick' | 'full' = 'quick',
): Promise<Installed> => {
  const modelFolder = modelFolderOf(root, entry)
  if (!(await exists(modelFolder))) return { state: 'missing' }
  const manifest = await readManifest(modelFolder)
  if (manifest === null || manifest.fingerprint !== fingerprintOf(entry)) {
    return adopt(entry, modelFolder)
  }
  return depth === 'quick'
    ? checkSizes(entry, modelFolder, manifest)
    : checkDigests(entry, modelFolder, manifest)
}
