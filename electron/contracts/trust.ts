import { z } from 'zod'

/**
 * What Warbler keeps of a person, what it is made of, and what can be handed over for finding a fault.
 */

/** What is kept, part by part, in the order in which a person asks for it. */
export const KEPT_PARTS = [
  'transcript',
  'speech',
  'journal',
  'turn-log',
  'voices',
  'keys',
  'usage',
  'settings',
  'backups',
  'damaged',
  'log',
  'models',
] as const
export type KeptPartId = (typeof KEPT_PARTS)[number]

export interface KeptPart {
  readonly id: KeptPartId
  /** Of all its files; 0: nothing is kept. */
  readonly bytes: number
  /** How many files. */
  readonly files: number
}

export interface KeptView {
  /** The profile's folder, with the home folder as `~`. */
  readonly folder: string
  /** Where models lie. */
  readonly modelsFolder: string
  readonly parts: readonly KeptPart[]
}

export const keptPartSchema = z.object({ part: z.enum(KEPT_PARTS) })

/** What somebody has chosen a place for: where it was written; null: they thought better of it. */
export interface SavedFile {
  readonly file: string | null
}

/** What this Warbler is made of. */
export interface AboutView {
  readonly version: string
  /** What it was built from; null where that is not known. */
  readonly commit: string | null
  /** The system that it runs on, as people say it. */
  readonly system: string
  /** In the order in which they are shown. */
  readonly runtimes: readonly { readonly name: string; readonly version: string }[]
  readonly packages: readonly AboutPackage[]
  readonly models: readonly AboutModel[]
}

export interface AboutPackage {
  readonly name: string
  readonly version: string
  /** As the package says it. */
  readonly licence: string
  /** An https address; null where it names none. */
  readonly page: string | null
}

export interface AboutModel {
  readonly id: string
  readonly name: string
  /** SPDX, or `LicenseRef-…`. */
  readonly licence: string
  /** Where it is from, and what its licence says: https addresses. */
  readonly page: string | null
  readonly licencePage: string | null
}

export const packageSchema = z.object({ name: z.string().max(214), version: z.string().max(100) })
