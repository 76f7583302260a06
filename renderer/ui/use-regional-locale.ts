import { useTranslation } from 'react-i18next'
import { regionalLocale } from '../i18n/format.ts'

/** The BCP 47 tag with which times and numbers are written in this window. */
export const useRegionalLocale = (): string => {
  const { i18n } = useTranslation()
  return regionalLocale(i18n.language === 'zh' ? 'zh' : 'en', navigator.languages)
}
