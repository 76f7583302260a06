import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../electron/contracts/errors.ts'
import en from '../../../resources/locales/en.json'
import zh from '../../../resources/locales/zh.json'

const LOCALES = { en, zh } as const
const TOP_KEYS = [
  'about',
  'actions',
  'app',
  'cli',
  'devices',
  'earcon',
  'engines',
  'errors',
  'microphone',
  'models',
  'overlay',
  'phase',
  'providers',
  'settings',
  'shortcuts',
  'speechJournal',
  'system',
  'transcript',
  'tray',
  'trust',
  'usage',
  'voiceOut',
  'voices',
  'waiting',
  'wake',
  'welcome',
]

/** Every sentence by its dotted key; the forms of a plural count as one key. */
const sentencesOf = (node: unknown, path = ''): ReadonlyMap<string, string> => {
  if (typeof node === 'string') return new Map([[path.replace(/_(?:one|other)$/, ''), node]])
  const entries = Object.entries(node ?? {})
  return new Map(
    entries.flatMap(([key, child]) => [
      ...sentencesOf(child, path === '' ? key : `${path}.${key}`),
    ]),
  )
}

/** The placeholders and tags of a sentence, in one order. */
const slotsOf = (sentence = ''): string =>
  [...sentence.matchAll(/\{\{\w+\}\}|<\w+\/>/g)]
    .map(([slot]) => slot)
    .sort()
    .join(' ')

const english = sentencesOf(en)
const chinese = sentencesOf(zh)

describe('the locales', () => {
  it.each(Object.entries(LOCALES))('%s has the top keys that all processes share', (_, locale) => {
    expect(Object.keys(locale).sort()).toEqual(TOP_KEYS)
  })

  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('have the same placeholders in every sentence', () => {
    const different = [...english]
      .filter(([key, sentence]) => slotsOf(sentence) !== slotsOf(chinese.get(key)))
      .map(([key]) => key)
    expect(different).toEqual([])
  })

  it('leave no sentence empty', () => {
    const empty = [...english, ...chinese].filter(([, sentence]) => sentence.trim() === '')
    expect(empty).toEqual([])
  })

  it('write Chinese in Chinese', () => {
    const names = new Set(['Warbler', 'English', '500', 'MB'])
    const latin = [...chinese]
      .filter(([, sentence]) => !/\p{sc=Han}/u.test(sentence))
      .filter(([, sentence]) => !names.has(sentence.replace('：', '')))
      .filter(([, sentence]) => /[a-z]/i.test(sentence.replace(/\{\{[^}]+\}\}/g, '')))
    expect(latin).toEqual([])
  })
})

describe.each(Object.entries({ en: english, zh: chinese }))('the errors in %s', (_, sentences) => {
  it('have a sentence and a remedy for every code', () => {
    const missing = ERROR_CODES.flatMap((code) =>
      ['message', 'remedy']
        .map((part) => `errors.${code}.${part}`)
        .filter((key) => !sentences.has(key)),
    )
    expect(missing).toEqual([])
  })

  it('have no sentence for a code that does not exist', () => {
    const codes: readonly string[] = ERROR_CODES
    const stray = [...sentences.keys()]
      .filter((key) => key.startsWith('errors.') && !key.startsWith('errors.something.'))
      .filter((key) => !codes.includes(key.replace(/^errors\.|\.(?:message|remedy)$/g, '')))
    expect(stray).toEqual([])
  })

  it('name something for every placeholder that an error may have no value for', () => {
    const placeholders = [...sentences]
      .filter(([key]) => key.startsWith('errors.'))
      .flatMap(([, sentence]) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))
    const unnamed = placeholders.filter((name) => !sentences.has(`errors.something.${name}`))
    expect(unnamed).toEqual([])
  })
})
