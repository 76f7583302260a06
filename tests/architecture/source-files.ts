import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

export interface SourceFile {
  /** From the top of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  /** Modules it imports: packages by name, own files by path from the top. */
  readonly imports: readonly string[]
}

const IMPORTS = [
  /(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g,
  /(?:^|\n)(?:import|export)\b[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/g,
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
]

const importsOf = (path: string, text: string): readonly string[] => {
  const found = new Set<string>()
  for (const pattern of IMPORTS) {
    for (const match of text.matchAll(pattern)) {
      const [, specifier] = match
      if (specifier === undefined) continue
      found.add(
        specifier.startsWith('.')
          ? relative(ROOT, resolve(dirname(join(ROOT, path)), specifier))
              .split(sep)
              .join('/')
          : specifier,
      )
    }
  }
  return [...found]
}

/** Every TypeScript source below a folder of the repository. */
export const sourceFiles = (folder: string): readonly SourceFile[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|tsx|mjs)$/.test(name) && !name.includes('node_modules'))
    .map((name) => {
      const path = `${folder}/${name.split(sep).join('/')}`
      const text = readFileSync(join(ROOT, path), 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
