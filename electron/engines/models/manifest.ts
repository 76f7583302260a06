import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ModelEntry } from '../../contracts/models.ts'
import { diskFailure, renameDurably } from './disk.ts'
import { acceptableDigests } from './fetch-file.ts'

const MANIFEST_NAME = 'manifest.json'
/** Raised when a recipe makes other bytes than before from the same files. */
const RECIPES_VERSION = 1

const manifestSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  fingerprint: z.string(),
  /** Every file of every output; a folder's files one by one. */
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number(), sha256: z.string() })),
})

/** What was installed, written last into the model's folder. */
export type Manifest = z.infer<typeof manifestSchema>

/** Changes when the catalogue wants other bytes, or other outputs of them. */
export const fingerprintOf = (entry: ModelEntry): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        RECIPES_VERSION,
        entry.files.map((file) => [file.name, acceptableDigests(file)]),
        entry.prepare,
        entry.outputs,
      ]),
    )
    .digest('hex')

/** Makes the next look at the folder read every byte: what is there is not to be trusted. */
export const removeManifest = (modelFolder: string): Promise<void> =>
  rm(join(modelFolder, MANIFEST_NAME), { force: true })

/** Null where there is none, or none that can be read. */
export const readManifest = async (modelFolder: string): Promise<Manifest | null> => {
  try {
    const text = await readFile(join(modelFolder, MANIFEST_NAME), 'utf8')
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

export const writeManifest = async (
  modelFolder: string,
  entry: ModelEntry,
  files: Manifest['files'],
): Promise<void> => {
  const manifest: Manifest = {
    version: 1,
    id: entry.id,
    fingerprint: fingerprintOf(entry),
    files,
  }
  const path = join(modelFolder, MANIFEST_NAME)
  try {
    await writeFile(`${path}.part`, `${JSON.stringify(manifest, undefined, 1)}\n`)
    await renameDurably(`${path}.part`, path)
  } catch (error) {
    throw diskFailure(error, path)
  }
}
