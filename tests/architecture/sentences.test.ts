import { expect, it } from 'vitest'
import en from '../../resources/locales/en.json' with { type: 'json' }
import { sourceFiles } from './source-files.ts'

/** `t('key', { one, two: 2 })` and `messages.text('key')`, where the values are written out. */
const ASKED = /\b(?:t|text)\(\s*'([\w.-]+)'(?:,\s*\{([^{}]*)\})?\s*,?\s*\)/g

const sentencesOf = (node: unknown, path = ''): readonly (readonly [string, string])[] =>
  typeof node === 'string'
    ? [[path.replace(/_(?:one|other)$/, ''), node]]
    : Object.entries(node ?? {}).flatMap(([key, child]) =>
        sentencesOf(child, path === '' ? key : `${path}.${key}`),
      )

const valuesIn = (list = ''): readonly string[] =>
  list.split(',').map((part) => part.split(':')[0]?.trim() ?? '')

it('gives every sentence the values that it has places for', () => {
  const places = new Map<string, string[]>()
  for (const [key, sentence] of sentencesOf(en)) {
    places.set(key, [...(places.get(key) ?? []), sentence])
  }
  const asked = ['electron', 'renderer']
    .flatMap(sourceFiles)
    .flatMap(({ path, text }) =>
      [...text.matchAll(ASKED)].map(([, key = '', list]) => ({ path, key, given: valuesIn(list) })),
    )
  const known = asked.filter(({ key }) => places.has(key))
  expect(known.length).toBeGreaterThan(500)
  const lacking = known.flatMap(({ path, key, given }) =>
    (places.get(key) ?? [])
      .flatMap((sentence) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)])
      .filter(
        ([, name = '']) => !given.includes(name) && !given.some((one) => one.startsWith('...')),
      )
      .map(([slot]) => `${path}: ${key} has no ${slot}`),
  )
  expect(lacking).toEqual([])
})
