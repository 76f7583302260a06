import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CodedError } from '../../contracts/errors.ts'
import { SETTINGS_VERSION } from '../../contracts/settings.ts'
import { prepareJsonFiles } from './json-files.ts'
import { storedVersion } from './settings-file.ts'
import type { JsonFile, OpenJsonFile } from './settings-store.ts'
import { TRANSCRIPTS_VERSION } from './transcript-schema.ts'

/** `profile.json`: who wrote this profile, in which form, and whether its last run ended by itself. */
const recordSchema = z.object({
  /** The version of Warbler that wrote it last. */
  warbler: z.string().optional(),
  settings: z.number().optional(),
  transcripts: z.number().optional(),
  isOpen: z.boolean().optional(),
})
type ProfileRecord = z.infer<typeof recordSchema>

const NAME = 'profile'

/** SQLite keeps `user_version` there, big-endian. Source: sqlite.org/fileformat.html, 1.3. */
const USER_VERSION_OFFSET = 60

/** Nothing is opened as a database for it, so that nothing is written. @returns 0 where it cannot be told. */
const transcriptsVersion = (file: string): number => {
  if (!existsSync(file)) return 0
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(4)
    const read = readSync(descriptor, bytes, 0, 4, USER_VERSION_OFFSET)
    return read === 4 && isDatabase(descriptor) ? bytes.readUInt32BE(0) : 0
  } finally {
    closeSync(descriptor)
  }
}

const MAGIC = 'SQLite format 3'

/** A damaged file may say any number. */
const isDatabase = (descriptor: number): boolean => {
  const bytes = Buffer.alloc(MAGIC.length)
  readSync(descriptor, bytes, 0, MAGIC.length, 0)
  return bytes.toString('latin1') === MAGIC
}

/** @returns `{}` for what is absent or unreadable: whoever opens it tells of that. */
const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch {
    return {}
  }
}

const recordOf = (read: unknown): ProfileRecord => {
  const parsed = recordSchema.safeParse(read)
  return parsed.success ? parsed.data : {}
}

/**
 * Why this Warbler must not open the profile: a newer one has written it, in a form that this one would
 * spoil. Reads, and writes nothing.
 * @param own the version of this Warbler.
 */
export const newerProfile = (folder: string, own: string): CodedError | null => {
  const record = recordOf(readJson(join(folder, `${NAME}.json`)))
  const newer = [
    Math.max(storedVersion(readJson(join(folder, 'settings.json'))), record.settings ?? 0) >
      SETTINGS_VERSION && 'settings',
    Math.max(
      found(() => transcriptsVersion(join(folder, 'transcripts.db'))),
      record.transcripts ?? 0,
    ) > TRANSCRIPTS_VERSION && 'transcripts',
  ].filter((part) => part !== false)
  if (newer.length === 0) return null
  const detail = `${folder}: ${newer.join(' and ')} of a newer version`
  const known =
    record.warbler === undefined || record.warbler === own ? {} : { version: record.warbler }
  return { code: 'storage.profile-newer', detail, params: { folder, own, ...known } }
}

const found = (read: () => number): number => {
  try {
    return read()
  } catch {
    // No file, or none that may be read: whoever opens it tells of that.
    return 0
  }
}

/** This run of Warbler in the profile. */
export interface ProfileRun {
  /** The run before did not end by itself (a crash, a power cut, a kill), or nobody can tell: its record is damaged. */
  readonly wasCutOff: boolean
  /** To be called once everything is written. */
  readonly end: () => void
}

/** A record that is damaged could never be written again, and no end be told from a crash. */
const setDamagedAside = (folder: string): boolean => {
  try {
    return prepareJsonFiles(folder, NAME, Date.now()) !== null
  } catch {
    // A folder that cannot be used is told where words are stored.
    return false
  }
}

/**
 * Notes who writes the profile from now on, and that it is open.
 * @param own the version of this Warbler.
 */
export const beginRun = (folder: string, openJsonFile: OpenJsonFile, own: string): ProfileRun => {
  const wasDamaged = setDamagedAside(folder)
  const before = recordOf(readJson(join(folder, `${NAME}.json`)))
  const record = { warbler: own, settings: SETTINGS_VERSION, transcripts: TRANSCRIPTS_VERSION }
  const write = (isOpen: boolean): void => {
    try {
      const file: JsonFile = openJsonFile({ cwd: folder, name: NAME, configName: NAME })
      file.store = { ...record, isOpen }
    } catch {
      // A full disk is told where words are stored. The next start takes this run as one that was cut off.
    }
  }
  write(true)
  return { wasCutOff: wasDamaged || before.isOpen === true, end: () => write(false) }
}
