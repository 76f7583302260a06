import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../../renderer')

const components = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.tsx'),
)

/** Text between tags, a line of text by itself, and the attributes that people read or hear. */
const LITERALS = [
  />[^<>{}=();]*\p{L}{2}[^<>{}=();]*<\//gu,
  /^ +\p{Lu}\p{L}+(?: [\p{L}’',.]+)+[.!?]?$/gmu,
  /(?:aria-label|aria-valuetext|title|alt|placeholder)="[^"]*"/g,
]

it('keeps every text that people read out of the components', () => {
  expect(components.length).toBeGreaterThan(20)
  const found = components.flatMap((path) => {
    const code = readFileSync(join(ROOT, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    return LITERALS.flatMap((pattern) => code.match(pattern) ?? []).map((text) => [path, text])
  })
  expect(found).toEqual([])
})
