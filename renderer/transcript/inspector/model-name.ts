import catalogue from '../../../resources/models/catalogue.json'

/** How people know a model, and which engine runs it; null where the catalogue has it no more. */
export const modelName = (id: string): { readonly name: string; readonly engine: string } | null =>
  catalogue.models.find((model) => model.id === id) ?? null
