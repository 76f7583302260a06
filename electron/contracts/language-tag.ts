import { z } from 'zod'

const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** Whether it is a BCP 47 tag of a language that has a name: `de`, `zh-Hans`, and not `english`. */
const isKnown = (tag: string): boolean => {
  try {
    // Well-formed is also what no language is called by.
    return NAMES.of(new Intl.Locale(tag).language) !== undefined
  } catch {
    return false
  }
}

export const languageTagSchema = z
  .string()
  .min(2)
  .max(35)
  .refine(isKnown, { error: 'not a language code' })
