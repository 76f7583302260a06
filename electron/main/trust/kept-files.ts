import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { KEPT_PARTS, type KeptPart, type KeptPartId } from '../../contracts/trust.ts'

/**
 * Which file in the profile belongs to what. In this order: a copy of the settings is a copy first. What is
 * in none of them is the browser's own, or says nothing of the person.
 */
const PARTS: readonly (readonly [RegExp, Exclude<KeptPartId, 'models'>])[] = [
  [/\.damaged-/, 'damaged'],
  [/^backups$|\.before-version-\d+/, 'backups'],
  [/^transcripts\.db/, 'transcript'],
  [/^speech/, 'speech'],
  [/^journal$/, 'journal'],
  [/^turns\.jsonl/, 'turn-log'],
  [/^voices\./, 'voices'],
  [/^keys\./, 'keys'],
  [/^usage\./, 'usage'],
  [/^settings\./, 'settings'],
  [/^logs$/, 'log'],
]

const partOf = (name: string): KeptPartId | null =>
  PARTS.find(([pattern]) => pattern.test(name))?.[1] ?? null

/** Paths of a part's files and folders, right in the profile. */
export const pathsOf = (profile: string, part: KeptPartId): readonly string[] =>
  existsSync(profile)
    ? readdirSync(profile)
        .filter((name) => partOf(name) === part)
        .map((name) => join(profile, name))
    : []

interface Size {
  readonly bytes: number
  readonly files: number
}
const NOTHING: Size = { bytes: 0, files: 0 }

/** Of a file, or of a folder with all that is in it; a file that goes meanwhile counts for nothing. */
const sizeOf = (path: string): Size => {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return NOTHING
  if (!found.isDirectory()) return { bytes: found.size, files: 1 }
  return sizeOfAll(readdirSync(path).map((name) => join(path, name)))
}

const sizeOfAll = (paths: readonly string[]): Size =>
  paths
    .map(sizeOf)
    .reduce((a, b) => ({ bytes: a.bytes + b.bytes, files: a.files + b.files }), NOTHING)

/** How much there is of everything that is kept. */
export const keptParts = (profile: string, modelsFolder: string): readonly KeptPart[] =>
  KEPT_PARTS.map((id) => ({
    id,
    ...sizeOfAll(id === 'models' ? [modelsFolder] : pathsOf(profile, id)),
  }))

const removeFiles = (path: string): void => {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return rmSync(path, { force: true })
  }
  for (const name of readdirSync(path)) removeFiles(join(path, name))
}

/**
 * Removes the files of a part. Folders stay, empty: somebody may be about to write there.
 * @throws what the file system throws.
 */
export const removePart = (profile: string, part: KeptPartId): void =>
  pathsOf(profile, part).forEach(removeFiles)
