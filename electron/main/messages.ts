import { createInstance, type i18n } from 'i18next'
import type { CodedError } from '../contracts/errors.ts'
import en from '../../resources/locales/en.json' with { type: 'json' }
import zh from '../../resources/locales/zh.json' with { type: 'json' }

export type Locale = 'en' | 'zh'

/** The person's choice, or the system's language where Warbler speaks it. */
export const resolveLocale = (choice: 'system' | Locale, systemLocale: string): Locale =>
  choice === 'system' ? (systemLocale.toLowerCase().startsWith('zh') ? 'zh' : 'en') : choice

/** The regional form of that language that the system prefers (24 hours or AM and PM), else the language. */
export const regionalLocale = (locale: Locale, preferred: readonly string[]): string =>
  preferred.find((tag) => tag === locale || tag.startsWith(`${locale}-`)) ?? locale

/** The texts of main: tray, terminal, errors. The windows have their own instance of the same. */
export class Messages {
  readonly #i18n: i18n

  constructor(locale: Locale) {
    this.#i18n = createInstance()
    void this.#i18n.init({
      lng: locale,
      fallbackLng: 'en',
      // The texts are there already: nothing is loaded, so nothing needs to be waited for.
      initAsync: false,
      interpolation: { escapeValue: false },
      resources: { en: { translation: en }, zh: { translation: zh } },
    })
  }

  setLocale(locale: Locale): void {
    void this.#i18n.changeLanguage(locale)
  }

  /** A text in a language other than the person's, too. */
  readonly textIn = (
    locale: Locale,
    key: string,
    values: Readonly<Partial<Record<string, string | number>>> = {},
  ): string => this.#i18n.t(key, { ...values, lng: locale })

  readonly text = (
    key: string,
    values: Readonly<Partial<Record<string, string | number>>> = {},
  ): string => this.#i18n.t(key, values)

  /** What happened and what to do next, in the person's language. */
  error(error: CodedError, locale: Locale = this.#i18n.language === 'zh' ? 'zh' : 'en'): string {
    // What the error has no value for is called by a plain word.
    const { something } = (locale === 'zh' ? zh : en).errors
    const values = { ...something, ...error.params }
    const before = this.textIn(locale, `errors.${error.code}.message`, values)
    const next = this.textIn(locale, `errors.${error.code}.remedy`, values)
    return this.textIn(locale, 'app.sentences', { before, next })
  }
}
