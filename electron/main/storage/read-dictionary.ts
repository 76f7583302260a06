import {
  dictionaryEntrySchema,
  MAXIMUM_DICTIONARY_ENTRIES,
  type DictionaryEntry,
} from '../../contracts/speech-journal.ts'
import type { Salvaged } from './read-providers.ts'

/** Entry by entry: one that was edited into something else costs itself alone. */
export const readDictionary = (stored: unknown): Salvaged<readonly DictionaryEntry[]> => {
  if (!Array.isArray(stored)) return { value: [], invalid: ['dictionary: not a list'] }
  const value: DictionaryEntry[] = []
  const invalid: string[] = []
  for (const [index, each] of stored.entries()) {
    const parsed = dictionaryEntrySchema.safeParse(each)
    if (parsed.success) value.push(parsed.data)
    // What it was is the person's own, and no part of an error.
    else invalid.push(`dictionary.${index}: no entry`)
  }
  if (value.length > MAXIMUM_DICTIONARY_ENTRIES) invalid.push('dictionary: too long')
  return { value: value.slice(0, MAXIMUM_DICTIONARY_ENTRIES), invalid }
}
