import type { CodedError, Result } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'
import { followSettings, type SettingsFollowers } from '../follow-settings.ts'
import { createSettingsChanges, type SettingsChangeParts } from '../settings-changes.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import { noticeOf } from './change-notice.ts'
import { createMuteTimer } from './mute-timer.ts'
import { createUndoableChanges } from './undoable-changes.ts'

interface ChangeParts
  extends Omit<SettingsFollowers, 'onChanged'>, Omit<SettingsChangeParts, 'follow'> {
  readonly windows: WindowSet
  readonly tell: (result: Result<unknown>) => void
  /** What holds now could not be saved; null: it could again. */
  readonly onUnsaved: (error: CodedError | null) => void
}

/**
 * Every way in which settings are changed: as they are; so that a person can take it back, each told with how;
 * and the one that takes itself back.
 */
export const composeChanges = (parts: ChangeParts) => {
  const { settings, messages, windows, state } = parts
  /** Where the person is; undefined: in none of ours, and whichever they look at next tells them. */
  const inUse = () => (['transcript', 'settings'] as const).find((name) => windows.isInUse(name))
  const changes = createSettingsChanges({
    ...parts,
    follow: followSettings({
      ...parts,
      onChanged: (changed: Settings) => {
        windows.send('settings.changed', changed)
        muteTimer.look()
      },
    }),
  })
  const undoable = createUndoableChanges({
    settings,
    change: (patch) => changes.change(patch),
    now: Date.now,
    onChanged: (id, patch, before) => {
      const now = { ...settings(), before }
      const text = noticeOf(patch, now, state.snapshot.locale, messages.text)
      windows.send('settings.noticed', { id, text, canUndo: true }, inUse())
    },
  })
  const muteTimer = createMuteTimer({
    settings,
    now: Date.now,
    clock: systemClock,
    unmute: () => parts.tell(changes.setMuted(false)),
  })
  muteTimer.look()
  return { changes, undoable, muteTimer }
}
