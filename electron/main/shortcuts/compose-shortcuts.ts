import type { SettingsPatch, Settings } from '../../contracts/settings.ts'
import type { Result } from '../../contracts/errors.ts'
import type { Actions } from '../actions/create-actions.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import { openShortcuts } from './open-shortcuts.ts'
import type { ShortcutSet } from './shortcut-set.ts'
import { createShortcutTrials, type ShortcutTrials } from './shortcut-trials.ts'

export interface Shortcuts {
  readonly set: ShortcutSet
  readonly trials: ShortcutTrials
  readonly dispose: () => void
}

/** The keys that work in every program, and how they are changed. */
export const composeShortcuts = async (parts: {
  readonly actions: Pick<Actions, 'hotkey' | 'shortcut'>
  readonly settings: () => Settings
  readonly keep: (patch: SettingsPatch) => Result<null>
  readonly windows: Pick<WindowSet, 'send'>
  readonly onKeys: () => void
}): Promise<Shortcuts> => {
  const set = await openShortcuts(parts.actions.hotkey, parts.actions.shortcut)
  const trials = createShortcutTrials({
    ...parts,
    keys: set,
    clock: systemClock,
    onEnd: (end) => parts.windows.send('shortcuts.tried', end),
    onChange: parts.onKeys,
  })
  return {
    set,
    trials,
    dispose: () => {
      trials.dispose()
      set.dispose()
    },
  }
}
