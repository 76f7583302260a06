/// <reference types="vite/types/importMeta.d.ts" />

/**
 * The languages of the windows: one file each in `resources/locales`, named by its BCP 47 tag. A file that
 * is put there is offered in the settings from the next start on, under the name that it gives itself
 * (`app.language`); what it leaves out is shown in English.
 */

/** A tag that has a file. */
export type Locale = string

/** The texts of a file, by nested keys. */
export type Texts = Readonly<Record<string, unknown>>

const FILES = import.meta.glob<Texts>('../../resources/locales/*.json', {
  eager: true,
  import: 'default',
})

const tagOf = (path: string): Locale => path.slice(path.lastIndexOf('/') + 1, -'.json'.length)

export const LOCALES: Readonly<Record<Locale, Texts>> = Object.fromEntries(
  Object.entries(FILES).map(([path, texts]) => [tagOf(path), texts]),
)

/** As i18next takes them. */
export const LOCALE_RESOURCES = Object.fromEntries(
  Object.entries(LOCALES).map(([tag, translation]) => [tag, { translation }]),
)

/** What everything falls back to. */
export const DEFAULT_LOCALE: Locale = 'en'

/** What speakers of a language call it; its tag where the file does not say. */
export const localeName = (tag: Locale, locales = LOCALES): string => {
  const app = locales[tag]?.['app']
  const name = typeof app === 'object' && app !== null ? Reflect.get(app, 'language') : undefined
  return typeof name === 'string' ? name : tag
}

/** The file for a tag: its own, that of its language, or none. */
const fileFor = (tag: string, locales: Readonly<Record<Locale, Texts>>): Locale | undefined => {
  const wanted = tag.replaceAll('_', '-').replace(/\..*$/, '').toLowerCase()
  const [language = ''] = wanted.split('-')
  const tags = Object.keys(locales)
  return (
    tags.find((one) => one.toLowerCase() === wanted) ??
    tags.find((one) => one.toLowerCase() === language) ??
    tags.find((one) => one.toLowerCase().split('-')[0] === language)
  )
}

/**
 * The person's choice, or the system's language where Warbler speaks it.
 * @param systemLocale as BCP 47 or POSIX have it ("zh-Hans-CN", "de_AT.UTF-8")
 */
export const resolveLocale = (choice: string, systemLocale: string, locales = LOCALES): Locale => {
  const chosen = choice === 'system' ? undefined : fileFor(choice, locales)
  return chosen ?? fileFor(systemLocale, locales) ?? DEFAULT_LOCALE
}

/** The regional form of that language that the system prefers (24 hours or AM and PM), else the language. */
export const regionalLocale = (locale: Locale, preferred: readonly string[]): string =>
  preferred.find((tag) => tag === locale || tag.startsWith(`${locale}-`)) ?? locale
