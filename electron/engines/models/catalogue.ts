import { readFileSync } from 'node:fs'
import { catalogueSchema, type Catalogue, type ModelEntry } from '../../contracts/models.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import ownCatalogue from '../../../resources/models/catalogue.json'

/**
 * Warbler's own catalogue, or the one `WARBLER_CATALOGUE` names (a JSON file: an organisation's own
 * choice of models, or a test's).
 * @throws CodedFailure `usage.invalid` where the named one cannot be read or is none.
 */
export const loadCatalogue = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Catalogue => {
  const path = environment['WARBLER_CATALOGUE']
  if (path === undefined || path === '') return catalogueSchema.parse(ownCatalogue)
  try {
    return catalogueSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const detail = `WARBLER_CATALOGUE ${path}: ${String(error)}`
    throw new CodedFailure({ code: 'usage.invalid', detail }, { cause: error })
  }
}

/** @throws when the catalogue has no such model: ids come from the catalogue, so that is a bug. */
export const findModel = (catalogue: Catalogue, id: string): ModelEntry => {
  const entry = catalogue.models.find((model) => model.id === id)
  if (entry === undefined) throw new Error(`no model ${id} in the catalogue`)
  return entry
}

/** The ids with everything they require, each once, what is required before what requires it. */
export const withRequirements = (
  catalogue: Catalogue,
  ids: readonly string[],
): readonly string[] => {
  const ordered = new Set<string>()
  const seen = new Set<string>()
  const add = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    for (const required of findModel(catalogue, id).requires) add(required)
    ordered.add(id)
  }
  for (const id of ids) add(id)
  return [...ordered]
}
