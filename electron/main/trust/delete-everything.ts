import { succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import { forgottenSettings } from '../../contracts/personal-settings.ts'
import type { SettingsPatch } from '../../contracts/settings.ts'
import type { KeptPartId } from '../../contracts/trust.ts'
import { storageError } from '../storage/storage-failure.ts'
import { removePart } from './kept-files.ts'

export interface DeleteParts {
  readonly profile: string
  /** A conversation without a past begins, and nothing is kept of what is under way. */
  readonly startAnew: () => void
  readonly eraseTranscript: () => Result<null>
  readonly removeVoices: () => Result<null>
  readonly removeSpeech: () => Result<null>
  readonly removeKeys: () => Result<null>
  readonly clearUsage: () => Result<null>
  readonly changeSettings: (patch: SettingsPatch) => Result<null>
  /** Why the settings that hold now are not on the disk; null where they are. */
  readonly unsaved: () => CodedError | null
  /** What can be taken back holds what was there. */
  readonly forgetChanges: () => void
  /** What pages of the windows have noted: what was looked for, and which action was used last. */
  readonly clearPages: () => void
  readonly onDone: () => void
}

/** Files that are nobody's while they are not written to; the rest is emptied by who holds it. */
const REMOVED = [
  'damaged',
  'backups',
  'journal',
  'turn-log',
  'log',
] as const satisfies readonly KeptPartId[]

/**
 * Erases everything that is kept of the person: what was said and its copies, their voices, keys, usage, and
 * the settings that hold something of theirs. Models and choices stay. What cannot be erased keeps nothing
 * else from being erased, and is what the answer tells.
 */
export const deleteEverything = (parts: DeleteParts): Result<null> => {
  parts.startAnew()
  const removed = REMOVED.map((part) =>
    attempt(parts.profile, () => removePart(parts.profile, part)),
  )
  const emptied = [
    parts.eraseTranscript(),
    parts.removeVoices(),
    parts.removeSpeech(),
    parts.removeKeys(),
    parts.clearUsage(),
    forgetSettings(parts),
  ]
  parts.forgetChanges()
  parts.clearPages()
  // Emptying may have set something aside, or copied it; and a crash may have left odd files.
  const again = (['damaged', 'backups', 'speech'] as const).map((part) =>
    attempt(parts.profile, () => removePart(parts.profile, part)),
  )
  parts.onDone()
  const failed = [...emptied, ...removed, ...again].find((each) => !each.ok)
  return failed ?? succeed(null)
}

/** One that holds for this run only leaves on the disk what was there. */
const forgetSettings = ({ changeSettings, unsaved }: DeleteParts): Result<null> => {
  const changed = changeSettings(forgottenSettings())
  const error = unsaved()
  return changed.ok && error !== null ? { ok: false, error } : changed
}

const attempt = (profile: string, act: () => void): Result<null> => {
  try {
    act()
    return succeed(null)
  } catch (thrown) {
    const error: CodedError = storageError(thrown, profile)
    return { ok: false, error }
  }
}
