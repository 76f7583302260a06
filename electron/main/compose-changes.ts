import type { CodedError, Result } from '../contracts/errors.ts'
import type { Settings } from '../contracts/settings.ts'
import type { ChangeNotice } from '../contracts/actions.ts'
import { noticeOf } from './actions/change-notice.ts'
import { createMuteTimer } from './actions/mute-timer.ts'
import { createUndoableChanges, type UndoableChanges } from './actions/undoable-changes.ts'
import { nowMs } from './conversation/create-conversation.ts'
import { followSettings, type SettingsFollowers } from './follow-settings.ts'
import type { GlobalHotkey } from './platform/global-hotkey.ts'
import { createSettingsChanges } from './settings-changes.ts'
import type { SettingsStore } from './storage/settings-store.ts'
import { systemClock } from './workers/clock.ts'

export interface ChangesParts extends SettingsFollowers {
  readonly store: SettingsStore
  readonly hotkey: Pick<GlobalHotkey, 'use' | 'snapshot'>
  /** What keeps Warbler from listening now; null where nothing does. */
  readonly obstacle: () => CodedError | null
  readonly raise: (error: CodedError) => void
  /** A change that was made by somebody, and can be taken back. */
  readonly onNotice: (notice: ChangeNotice) => void
  readonly tell: (result: Result<unknown>) => void
}

export interface ComposedChanges {
  readonly changes: ReturnType<typeof createSettingsChanges>
  readonly undoable: UndoableChanges
  readonly dispose: () => void
}

/** Every way in which settings are changed: as they are, so that it can be undone, and when a time is over. */
export const composeChanges = (parts: ChangesParts): ComposedChanges => {
  const { settings, state, messages } = parts
  const changes = createSettingsChanges({
    ...parts,
    onUnsaved: (error) => {
      if (error !== null) return parts.raise(error)
      parts.dispatch({ type: 'attention-resolved', codes: ['settings.unsaved'], atMs: nowMs() })
    },
    onHotkey: (used) => state.update({ hotkey: used }),
    follow: followSettings({
      ...parts,
      onChanged: (changed: Settings) => {
        parts.onChanged(changed)
        muteTimer.look()
      },
    }),
  })
  const undoable = createUndoableChanges({
    settings,
    change: (patch) => changes.change(patch),
    now: Date.now,
    onChanged: (id, patch) => {
      const text = noticeOf(patch, settings(), state.snapshot.locale, messages.text)
      parts.onNotice({ id, text, canUndo: true })
    },
  })
  const muteTimer = createMuteTimer({
    settings,
    now: Date.now,
    clock: systemClock,
    unmute: () => parts.tell(changes.setMuted(false)),
  })
  muteTimer.look()
  return { changes, undoable, dispose: () => muteTimer.dispose() }
}
