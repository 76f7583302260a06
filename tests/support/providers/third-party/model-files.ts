import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const modelRoot = (): string =>
  process.env['WARBLER_MODELS'] ?? join(homedir(), '.cache', 'warbler', 'models')

/** The folder of an installed model, whether or not it is there. */
export const modelFolder = (id: string): string => join(modelRoot(), id)

/** The one file of a model that ends so. Throws when there is none. */
export const modelFileEnding = (id: string, ending: string): string => {
  const found = readdirSync(modelFolder(id)).find((file) => file.endsWith(ending))
  if (found === undefined) throw new Error(`${modelFolder(id)} has no file ${ending}`)
  return join(modelFolder(id), found)
}
