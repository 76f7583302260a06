import { createInstance, type i18n } from 'i18next'
import type { CodedError } from '../contracts/errors.ts'
import { DEFAULT_LOCALE, LOCALE_RESOURCES, type Locale } from '../contracts/locales.ts'

/** The texts of main: tray, terminal, errors. The windows have their own instance of the same. */
export class Messages {
  readonly #i18n: i18n

  constructor(locale: Locale) {
    this.#i18n = createInstance()
    void this.#i18n.init({
      lng: locale,
      fallbackLng: DEFAULT_LOCALE,
      // The texts are there already: nothing is loaded, so nothing needs to be waited for.
      initAsync: false,
      interpolation: { escapeValue: false },
      resources: LOCALE_RESOURCES,
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
  error(error: CodedError, locale: Locale = this.#i18n.language): string {
    // What the error has no value for is called by a plain word.
    const something: unknown = this.#i18n.t('errors.something', {
      returnObjects: true,
      lng: locale,
    })
    const words = typeof something === 'object' ? something : {}
    const { atMs } = error.params ?? {}
    // What has happened at a time is told by that time, as people of the language write it.
    const when = atMs === undefined ? {} : { when: this.textIn(locale, 'app.when', { atMs }) }
    const values = { ...words, ...error.params, ...when }
    const before = this.textIn(locale, `errors.${error.code}.message`, values)
    const next = this.textIn(locale, `errors.${error.code}.remedy`, values)
    return this.textIn(locale, 'app.sentences', { before, next })
  }
}
