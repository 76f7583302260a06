import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fail, succeed } from '../../contracts/errors.ts'
import type { Catalogue, ModelEntry } from '../../contracts/models.ts'
import type { AboutView } from '../../contracts/trust.ts'

/** What the build has collected (`collect-licences.ts`). */
const madeSchema = z.object({
  commit: z.string().nullable(),
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      licence: z.string(),
      page: z.string().nullable(),
      text: z.string(),
    }),
  ),
})

interface AboutParts {
  /** `about.json` of the build. */
  readonly file: string
  readonly version: string
  readonly versions: Readonly<Partial<Record<string, string>>>
  /** As people say it: "Linux 6.1 (x64)". */
  readonly system: string
  readonly catalogue: Catalogue
}

/** Packages that hear, think and speak. */
const ENGINES = ['sherpa-onnx-node', 'onnxruntime-node', 'node-llama-cpp', 'libsql']

/** The page of what a file is fetched from: of a repository its front, else where the file lies. */
const pageOf = ({ files }: ModelEntry): string | null => {
  const address = files
    .flatMap(({ sources }) => sources)
    .flatMap((source) => (source.type === 'official' ? [source.url] : []))[0]
  if (address === undefined) return null
  const { origin, pathname } = new URL(address)
  const repository = /^(\/[^/]+\/[^/]+|\/models\/[^/]+\/[^/]+)\/(?:resolve|releases)\//.exec(
    pathname,
  )
  return repository === null ? origin : `${origin}${repository[1] ?? ''}`
}

/** Of what this Warbler is made, and under which licences. */
export const createAbout = (parts: AboutParts) => {
  /** Read when somebody looks: it is large, and few do. Of a build without it nothing is known. */
  const made = () => {
    try {
      return madeSchema.parse(JSON.parse(readFileSync(parts.file, 'utf8')))
    } catch {
      return { commit: null, packages: [] }
    }
  }
  const packageOf = (name: string, version: string) =>
    made().packages.find((one) => one.name === name && one.version === version)

  return {
    view: (): AboutView => {
      const { commit, packages } = made()
      const runtimes = (['electron', 'chrome', 'node', 'v8'] as const).map((name) => ({
        name,
        version: parts.versions[name] ?? '',
      }))
      const engines = packages
        .filter(({ name }) => ENGINES.includes(name))
        .map(({ name, version }) => ({ name, version }))
      return {
        version: parts.version,
        commit,
        system: parts.system,
        runtimes: [...runtimes, ...engines].filter(({ version }) => version !== ''),
        packages: packages.map(({ name, version, licence, page }) => ({
          name,
          version,
          licence,
          page,
        })),
        models: parts.catalogue.models.map((model) => ({
          id: model.id,
          name: model.name,
          licence: model.licence.id,
          page: pageOf(model),
          licencePage: model.licence.url ?? null,
        })),
      }
    },
    /** The text of a package's licence. */
    text: ({ name, version }: { readonly name: string; readonly version: string }) => {
      const found = packageOf(name, version)
      return found === undefined ? fail('usage.invalid', name) : succeed(found.text)
    },
  }
}
export type About = ReturnType<typeof createAbout>
