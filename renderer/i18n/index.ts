import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../../resources/locales/en.json'
import zh from '../../resources/locales/zh.json'

export type Locale = 'en' | 'zh'

declare module 'i18next' {
  // A key that the English sentences do not have is a compile error.
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

/** The window's translations. Both languages are bundled, so it is ready when it returns. */
export const createI18n = (locale: Locale): i18n => {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    initAsync: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  })
  return instance
}
