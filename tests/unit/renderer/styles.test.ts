import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../../renderer')
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).map((path) =>
  join(ROOT, path),
)
const read = (path: string) => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')

/** Classes that components name, or that other stylesheets compose theirs of, by stylesheet. */
const named = new Map<string, Set<string>>()
const addNames = (sheet: string, classes: readonly string[]): void => {
  named.set(sheet, new Set([...(named.get(sheet) ?? []), ...classes]))
}
for (const component of files.filter((path) => path.endsWith('.tsx'))) {
  const code = read(component)
  for (const [, styles, sheet] of code.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)) {
    const used = code.matchAll(new RegExp(`\\b${styles}\\.(?!module|tsx?\\b)(\\w+)`, 'g'))
    addNames(
      join(dirname(component), sheet ?? ''),
      [...used].map(([, used]) => used ?? ''),
    )
  }
}
for (const sheet of files.filter((path) => path.endsWith('.css'))) {
  for (const [, used, other] of read(sheet).matchAll(/composes: ([\w ]+) from '([^']+)'/g)) {
    addNames(join(dirname(sheet), other ?? ''), (used ?? '').split(' '))
  }
}

const sheets = files
  .filter((path) => path.endsWith('.module.css'))
  .map((path) => [relative(ROOT, path), path] as const)

describe('the stylesheets', () => {
  it.each(sheets)('%s has the classes that components name, and no others', (_, path) => {
    const written = new Set(
      [...read(path).matchAll(/\.([a-z]\w*)(?=[^{}]*\{)/gi)].map(([, name]) => name ?? ''),
    )
    expect([...written].sort()).toEqual([...(named.get(path) ?? [])].sort())
  })

  it('use only properties that the tokens or the sheets themselves define', () => {
    const css = files.filter((path) => path.endsWith('.css')).map(read)
    const defined = new Set(css.join('\n').match(/--[\w-]+(?=\s*:)/g))
    const used = [...css.join('\n').matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name ?? '')
    expect(used.filter((name) => !defined.has(name))).toEqual([])
  })

  it('know no left and right, but where a line begins and ends', () => {
    const physical =
      /(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|text-align:\s*(?:left|right)/
    // What stands in the middle of the screen stands there for everybody.
    const strays = files
      .filter((path) => path.endsWith('.css'))
      .filter((path) => physical.test(read(path).replace(/left: 50%;/g, '')))
    expect(strays.map((path) => relative(ROOT, path))).toEqual([])
  })
})

describe('the components', () => {
  it('hold no words: every name, hint and title is of a language file', () => {
    const spoken =
      /\s(?:aria-label|aria-description|aria-roledescription|alt|title|placeholder|label|hint)="[^"]*\p{L}[^"]*"/u
    const strays = files
      .filter((path) => path.endsWith('.tsx'))
      .filter((path) => spoken.test(read(path)))
    expect(strays.map((path) => relative(ROOT, path))).toEqual([])
  })
})
