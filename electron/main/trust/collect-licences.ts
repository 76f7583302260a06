import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { APACHE_2_0_FILE, standardTexts } from './standard-licences.ts'

/**
 * The licences of everything of others that ships with the app: the packages that `package.json` names, and
 * theirs, as they lie in `node_modules`. Runs when the app is built, and in the test that none is missing.
 */

const packageSchema = z.looseObject({
  version: z.string(),
  homepage: z.string().optional().catch(undefined),
  repository: z
    .union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)])
    .optional()
    .catch(undefined),
  license: z.unknown().optional(),
  licenses: z.unknown().optional(),
  author: z
    .union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
    .optional()
    .catch(undefined),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.unknown()).default({}),
})
type Package = z.infer<typeof packageSchema>

interface PackageLicence {
  readonly name: string
  readonly version: string
  /** An SPDX expression, as the package says it; empty where it says none. */
  readonly licence: string
  /** An https address; null where it names none. */
  readonly page: string | null
  /**
   * What the package brings as its licence; where it brings none, the standard text of the licence that it
   * names; empty where there is neither.
   */
  readonly text: string
}

/** What packages call it, also in the plural and in British. */
const LICENCE_FILE = /^(?:licen[cs]es?|copying|notice|unlicense)(?:[.-].*)?$/i

const readPackage = (folder: string): Package =>
  packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))

/** The folder of a package as Node finds it from another one; null where it is not installed. */
const find = (name: string, from: string, root: string): string | null => {
  for (let folder = from; folder.startsWith(root); folder = join(folder, '..')) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(join(found, 'package.json'))) return found
  }
  return null
}

const typeSchema = z.object({ type: z.string() }).transform(({ type }) => type)

/** What it says in its field, in any of the forms that there have been. */
const licenceOf = ({ license, licenses }: Package): string => {
  if (typeof license === 'string') return license
  const listed: readonly unknown[] = Array.isArray(licenses) ? licenses : [license]
  return listed.flatMap((one) => typeSchema.safeParse(one).data ?? []).join(' OR ')
}

/** Repositories are named in half a dozen ways. */
const pageOf = ({ homepage, repository = '' }: Package): string | null => {
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(repository)?.[1]
  const address =
    short === undefined
      ? repository
          .replace(/^git\+/, '')
          .replace(/^git:\/\//, 'https://')
          .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
          .replace(/\.git$/, '')
      : `https://github.com/${short}`
  return [address, homepage ?? ''].find((one) => one.startsWith('https://')) ?? null
}

const ownText = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n')

/** For a package that names its licence and brings no text of it. */
const standardText = (read: Package, root: string): string => {
  const licence = licenceOf(read)
  const text =
    licence === 'Apache-2.0'
      ? readFileSync(join(root, APACHE_2_0_FILE), 'utf8').trim()
      : standardTexts.get(licence)
  if (text === undefined) return ''
  const head = 'The package names this licence and brings no text of its own.'
  const owner = read.author === undefined ? [] : [`Copyright (c) ${read.author}`]
  return [head, ...owner, text].join('\n\n')
}

/**
 * @param root of the repository, without links in its path.
 * @returns by name, each version once.
 */
export const collectLicences = (root: string): readonly PackageLicence[] => {
  const found = new Map<string, PackageLicence>()
  const seen = new Set<string>()
  const visit = (name: string, from: string): void => {
    const folder = find(name, from, root)
    // Of what is for other systems nothing is here, and nothing of it ships.
    if (folder === null || seen.has(folder)) return
    seen.add(folder)
    const read = readPackage(folder)
    const { version } = read
    const text = ownText(folder) || standardText(read, root)
    const licence = { name, version, licence: licenceOf(read), page: pageOf(read), text }
    found.set(`${name}@${version}`, licence)
    const peers = Object.keys(read.peerDependencies).filter(
      (peer) => !(peer in read.peerDependenciesMeta),
    )
    const named = [read.dependencies, read.optionalDependencies].flatMap(Object.keys)
    for (const next of [...named, ...peers]) visit(next, folder)
  }
  const own = readPackage(root)
  // The runtime is no dependency to npm, and ships all the same.
  for (const name of [...Object.keys(own.dependencies), 'electron']) visit(name, root)
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
