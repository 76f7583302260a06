import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'

/** Languages that are not written in Latin letters; a phrase in those letters is in none of them. */
const NOT_LATIN = ['zh', 'yue', 'ja', 'ko']

/**
 * The name of the recogniser on this computer, where it does not know the phrase's language; null where
 * it does, or none is there. A phrase says no more of its language than its letters do.
 */
export const deafRecognizer = (models: ModelsSnapshot | null, phrase: string): string | null => {
  const recognizer = models?.models.find(({ id }) => id === models.choice?.stt)
  if (recognizer === undefined) return null
  const isChinese = /\p{Script=Han}/u.test(phrase)
  const knows = recognizer.languages.some((tag) => {
    const language = tag.split('-')[0] ?? tag
    if (language === 'mul') return true
    return isChinese ? ['zh', 'yue'].includes(language) : !NOT_LATIN.includes(language)
  })
  return knows ? null : recognizer.name
}
