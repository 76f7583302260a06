import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { DEFAULT_LOCALE, LOCALE_RESOURCES, type Locale } from '../../electron/contracts/locales.ts'
import type en from '../../resources/locales/en.json'

declare module 'i18next' {
  // A key that the English sentences do not have is a compile error.
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

/** The window's translations. All languages are bundled, so it is ready when it returns. */
export const createI18n = (locale: Locale): i18n => {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: DEFAULT_LOCALE,
    resources: LOCALE_RESOURCES,
    initAsync: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
  return instance
}
