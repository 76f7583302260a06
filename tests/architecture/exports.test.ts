import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, sourceFiles, type SourceFile } from './source-files.ts'

const DECLARED =
  /^export (?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type) ([\w$]+)/gm
/** Also of what is passed on. */
const LISTED = /^export (?:type )?\{([^}]*)\}/gm
const TAKEN = /\b(?:import|export)\s+(?:type\s+)?([^;'"]*?)\s*from\s+['"](\.[^'"]+)['"]/g
/** `import('./x.ts').Name`, and a module that is loaded late: then its names stand somewhere in the file. */
const NAMED_TYPE = /\bimport\(['"](\.[^'"]+)['"]\)\.([\w$]+)/g
const LOADED = /\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g

/** In braces, `{ one, type two as three }`: what stands before `as`, or behind it. */
const namesIn = (list: string, end: 0 | -1): readonly string[] =>
  list
    .split(',')
    .map((part) => part.trim().replace(/^type\s+/, ''))
    .filter((part) => part !== '')
    .map((part) => part.split(/\s+as\s+/).at(end) ?? part)

const exportsOf = ({ text }: SourceFile): readonly string[] => [
  ...[...text.matchAll(DECLARED)].map(([, name = '']) => name),
  ...[...text.matchAll(LISTED)].flatMap(([, list = '']) => namesIn(list, -1)),
]

/** What files take from others: `path name`, or `path *` where they take all of it. */
const takenBy = ({ path, text }: SourceFile): readonly string[] => {
  const at = (specifier: string) =>
    relative(ROOT, resolve(dirname(join(ROOT, path)), specifier))
      .split(sep)
      .join('/')
  const listed = [...text.matchAll(TAKEN)].flatMap(([, clause = '', from = '']) => {
    const names = clause.includes('*') ? ['*'] : namesIn(/\{([^}]*)\}/.exec(clause)?.[1] ?? '', 0)
    return names.map((name) => `${at(from)} ${name}`)
  })
  const typed = [...text.matchAll(NAMED_TYPE)].map(
    ([, from = '', name = '']) => `${at(from)} ${name}`,
  )
  const loaded = [...text.matchAll(LOADED)].flatMap(([, from = '']) =>
    [...new Set(text.match(/[\w$]+/g))].map((word) => `${at(from)} ${word}`),
  )
  return [...listed, ...typed, ...loaded]
}

it('exports nothing that only its own file uses', () => {
  const files = ['electron', 'renderer', 'tests'].flatMap(sourceFiles)
  const tools = ['electron.vite.config.ts', 'vitest.config.ts'].map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
    imports: [],
  }))
  const taken = new Set([...files, ...tools].flatMap(takenBy))
  const idle = files.flatMap((file) =>
    exportsOf(file)
      .filter((name) => !taken.has(`${file.path} ${name}`) && !taken.has(`${file.path} *`))
      .map((name) => `${file.path} ${name}`),
  )
  expect(idle).toEqual([])
})
