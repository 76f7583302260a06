import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { regionalLocale } from '../../electron/contracts/locales.ts'

/** The languages that the person's system prefers, best first, as BCP 47 tags. */
export const PreferredLanguages = createContext<readonly string[]>([])

/** The BCP 47 tag with which times and numbers are written in this window. */
export const useRegionalLocale = (): string => {
  const { i18n } = useTranslation()
  return regionalLocale(i18n.language, useContext(PreferredLanguages))
}
