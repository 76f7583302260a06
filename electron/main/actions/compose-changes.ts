import type { Result } from '../../contracts/errors.ts'
import type { Locale } from '../../contracts/locales.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { Messages } from '../messages.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import { noticeOf } from './change-notice.ts'
import { createMuteTimer } from './mute-timer.ts'
import { createUndoableChanges } from './undoable-changes.ts'

export interface ChangeParts {
  readonly settings: () => Settings
  readonly change: (patch: SettingsPatch) => Result<null>
  readonly unmute: () => void
  /** Of the windows. */
  readonly locale: () => Locale
  readonly messages: Messages
  readonly windows: WindowSet
}

/** Changes that a person can take back, each told with how; and the one that takes itself back. */
export const composeChanges = (parts: ChangeParts) => {
  const { settings, messages, windows } = parts
  const undoable = createUndoableChanges({
    settings,
    change: parts.change,
    now: Date.now,
    onChanged: (id, patch) => {
      const text = noticeOf(patch, settings(), parts.locale(), messages.text)
      windows.send('settings.noticed', { id, text, canUndo: true })
    },
  })
  const muteTimer = createMuteTimer({
    settings,
    now: Date.now,
    clock: systemClock,
    unmute: parts.unmute,
  })
  return { undoable, muteTimer }
}
