import { succeed, type Result } from '../../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import {
  NO_HISTORY,
  remember,
  takeLast,
  type HistoryEntry,
} from '../../core/actions/change-history.ts'

interface UndoableParts {
  readonly settings: () => Settings
  readonly change: (patch: SettingsPatch) => Result<null>
  /** Epoch ms. */
  readonly now: () => number
  /** Something was changed that can be taken back: the settings with their new values, and with those before. */
  readonly onChanged: (id: number, changed: SettingsPatch, before: SettingsPatch) => void
}

export interface UndoableChanges {
  readonly change: (patch: SettingsPatch) => Result<null>
  /** Takes the last change back; null: there was none. A change that cannot be taken back stays known. */
  readonly undo: () => Result<HistoryEntry | null>
  /** Nothing can be taken back any more. */
  readonly forget: () => void
}

/**
 * Changes that a person makes, by hand or by word, each of which they can take back.
 *
 * Invariant: what was refused is not in the history.
 */
export const createUndoableChanges = (parts: UndoableParts): UndoableChanges => {
  let history = NO_HISTORY
  return {
    change: (patch) => {
      const remembered = remember(history, parts.settings(), patch, parts.now())
      const changed = parts.change(patch)
      if (!changed.ok || remembered === history) return changed
      history = remembered
      const last = history.entries.at(-1)
      if (last !== undefined) parts.onChanged(last.id, patch, last.before)
      return changed
    },
    undo: () => {
      const taken = takeLast(history)
      if (taken.entry === null) return succeed(null)
      const changed = parts.change(taken.entry.before)
      if (!changed.ok) return changed
      history = taken.history
      return succeed(taken.entry)
    },
    forget: () => {
      history = NO_HISTORY
    },
  }
}
