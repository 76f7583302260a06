import { join } from 'node:path'
import type { CodedError, ErrorCode } from '../../contracts/errors.ts'
import { copyJsonOfDay } from './copies.ts'
import { prepareJsonFiles, type JsonDamage } from './json-files.ts'
import type { JsonFile, OpenJsonFile } from './settings-store.ts'

const KEPT_FILES = [
  'keys',
  'usage',
  'engine-speeds',
  'voices',
  'speech-key',
  'lowered-sound',
  'clock',
] as const
export type KeptFile = (typeof KEPT_FILES)[number]

/** What is told of a damaged file: where nothing is lost, and where something is. Null: nobody misses it. */
const TOLD: Readonly<
  Record<KeptFile, { readonly put: ErrorCode; readonly lost: ErrorCode } | null>
> = {
  keys: { put: 'keys.restored', lost: 'keys.damaged' },
  usage: { put: 'usage.restored', lost: 'usage.damaged' },
  voices: { put: 'voices.restored', lost: 'voices.unreadable' },
  'speech-key': { put: 'speech.key-restored', lost: 'speech.key-unreadable' },
  // How fast an engine is here is measured again.
  'engine-speeds': null,
  // Programs whose sound stays low are made louder by hand.
  'lowered-sound': null,
  // Which hours a wrong clock has told is known from now on.
  clock: null,
}

const toldOf = (name: KeptFile, { aside, fault, restored }: JsonDamage): CodedError | null => {
  const told = TOLD[name]
  if (told === null) return null
  const code = restored === null ? told.lost : told.put
  return { code, detail: `${aside}: ${fault}`, params: { file: aside } }
}

/**
 * A small file of the profile, with a copy of all that was written to it.
 *
 * Invariants:
 * 1. Each is written in one step, the copy first: when the file turns out to be damaged, the copy is no older.
 * 2. Where the folder cannot be used it is in memory, for as long as this run lasts.
 * 3. Of what counts over months (usage) there is a copy of each day; what a person may take away (keys,
 *    voices) is in no copy of an earlier day.
 */
export const openKeptJson = (
  folder: string,
  name: KeptFile,
  openJsonFile: OpenJsonFile,
  nowMs: number,
): { readonly file: JsonFile; readonly error: CodedError | null } => {
  const open = (configName: string) => openJsonFile({ cwd: folder, name: configName, configName })
  try {
    const damage = prepareJsonFiles(folder, name, nowMs)
    const file = open(name)
    const lastGood = open(`${name}.last-good`)
    const now = file.store
    const error = damage === null ? null : toldOf(name, damage)
    attempt(() => {
      // As an older Warbler, or somebody's editor, left it.
      const isKept = JSON.stringify(lastGood.store) === JSON.stringify(now)
      if (Object.keys(now).length > 0 && !isKept) lastGood.store = now
      if (name === 'usage') copyJsonOfDay(folder, name, nowMs)
    })
    return { file: twice(file, lastGood), error }
  } catch (thrown) {
    const detail = `${join(folder, name)}: ${String(thrown)}`
    // Without them everybody is let in, and nobody would see why.
    const error = name === 'voices' ? ({ code: 'voices.unreadable', detail } as const) : null
    return { file: { store: {} }, error }
  }
}

/** What was read counts also where no copy of it can be made: the disk may be full. */
const attempt = (copy: () => void): void => {
  try {
    copy()
  } catch {
    // It is told by whoever writes next.
  }
}

const twice = (file: JsonFile, lastGood: JsonFile): JsonFile => ({
  get store() {
    return file.store
  },
  set store(next) {
    lastGood.store = next
    file.store = next
  },
})
