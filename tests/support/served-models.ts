import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { create } from 'tar'
import {
  catalogueSchema,
  type Catalogue,
  type ModelEntry,
  type ModelFile,
} from '../../electron/contracts/models.ts'
import { digestFile, digestFilesOf, digestOfListing } from '../../electron/engines/models/digest.ts'
import { modelFolderOf } from '../../electron/engines/models/verify-installed.ts'
import type { FaultyDownloadServerOptions } from './faulty-download-server.ts'

/** Models of this machine as a download server's files, and the catalogue that names that server. */
export interface ServedModels {
  readonly files: FaultyDownloadServerOptions['files']
  /** By model id and output name, as the server's paths are: `/<id>/<name>`. */
  readonly catalogueAt: (serverUrl: string) => Catalogue
}

type Files = Record<string, { readonly filePath: string }>
type PendingFile = Omit<ModelFile, 'sources'> & {
  readonly source: { readonly path: string; readonly archive?: 'tar.gz'; readonly sha256?: string }
}

const serveOutput = async (
  entry: ModelEntry,
  name: string,
  root: string,
  workFolder: string,
  files: Files,
): Promise<PendingFile> => {
  const modelFolder = modelFolderOf(root, entry)
  const path = `/${entry.id}/${name}`
  if (!entry.files.some((file) => file.folder && file.name === name)) {
    const filePath = join(modelFolder, name)
    files[path] = { filePath }
    const { length } = await readFile(filePath)
    return {
      name,
      folder: false,
      sizeBytes: length,
      sha256: await digestFile(filePath),
      source: { path },
    }
  }
  const archivePath = join(workFolder, `${basename(name)}.tar.gz`)
  await create({ file: archivePath, cwd: modelFolder, gzip: true, portable: true }, [name])
  files[`${path}.tar.gz`] = { filePath: archivePath }
  const listing = await digestFilesOf(modelFolder, name)
  const archived = createHash('sha256')
    .update(await readFile(archivePath))
    .digest('hex')
  return {
    name,
    folder: true,
    sizeBytes: listing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    sha256: digestOfListing(listing),
    source: { path: `${path}.tar.gz`, archive: 'tar.gz', sha256: archived },
  }
}

/**
 * Makes installed models fetchable again: what is served is what engines load (already prepared), so
 * that a first run can be tested whole without the network. `workFolder` takes archives of folders.
 */
export const serveInstalledModels = async (
  entries: readonly ModelEntry[],
  root: string,
  workFolder: string,
): Promise<ServedModels> => {
  const files: Files = {}
  const pending = await Promise.all(
    entries.map(async (entry) => ({
      entry,
      outputs: await Promise.all(
        entry.outputs.map(({ name }) => serveOutput(entry, name, root, workFolder, files)),
      ),
    })),
  )
  return {
    files,
    catalogueAt: (serverUrl) =>
      catalogueSchema.parse({
        version: 1,
        models: pending.map(({ entry, outputs }) => ({
          ...entry,
          prepare: 'none',
          files: outputs.map(({ source: { path, ...rest }, ...file }) => ({
            ...file,
            sources: [{ type: 'official', url: `${serverUrl}${path}`, ...rest }],
          })),
        })),
      }),
  }
}
