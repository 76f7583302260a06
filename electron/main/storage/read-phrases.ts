import { MOST_PHRASES, wakePhrasesSchema } from '../../contracts/wake.ts'
import { defaultSettings } from '../../contracts/settings.ts'
import { usablePhrase } from '../../core/wake/usable-phrase.ts'
import type { Salvaged } from './read-providers.ts'

const phraseSchema = wakePhrasesSchema.element

/** Why nobody can call by what is stored; null where they can. */
const faultOf = (stored: unknown): string | null => {
  const parsed = phraseSchema.safeParse(stored)
  if (!parsed.success) return parsed.error.issues.map(({ message }) => message).join(', ')
  const verdict = usablePhrase(parsed.data)
  return verdict.usable ? null : verdict.fault
}

/** Those that somebody can call by, as the window asks for them; without any the usual one. */
export const wakePhrasesToStore = wakePhrasesSchema.refine(
  (phrases) => phrases.every((phrase) => faultOf(phrase) === null),
  { error: 'nobody can call by one of them' },
)

/** Phrase by phrase: one that nobody can call by costs itself alone. It would be waited for in vain. */
export const readWakePhrases = (stored: unknown): Salvaged<readonly string[]> => {
  const { wakePhrases: usual } = defaultSettings()
  if (!Array.isArray(stored)) return { value: usual, invalid: ['wakePhrases: not a list'] }
  const value: string[] = []
  const invalid: string[] = []
  for (const [index, each] of stored.entries()) {
    const fault = faultOf(each)
    if (fault !== null) invalid.push(`wakePhrases.${index}: ${fault}`)
    else if (value.length === MOST_PHRASES) {
      invalid.push(`wakePhrases: more than ${MOST_PHRASES}`)
      break
    } else value.push(phraseSchema.parse(each))
  }
  if (stored.length === 0) invalid.push('wakePhrases: none')
  return { value: value.length === 0 ? usual : value, invalid }
}
