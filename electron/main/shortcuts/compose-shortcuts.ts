import type { SettingsPatch, Settings } from '../../contracts/settings.ts'
import type { Result } from '../../contracts/errors.ts'
import type { AppState } from '../app-state.ts'
import type { Actions } from '../actions/create-actions.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import type { ShortcutsView } from '../../contracts/shortcuts.ts'
import type { CommandLine } from '../platform/command-line.ts'
import { openShortcuts, shortcutsView } from './open-shortcuts.ts'
import type { ShortcutSet } from './shortcut-set.ts'
import { createShortcutTrials, type ShortcutTrials } from './shortcut-trials.ts'

export interface Shortcuts {
  readonly set: ShortcutSet
  readonly trials: ShortcutTrials
  readonly view: () => ShortcutsView
  /** Tells the windows which keys are in force. */
  readonly tell: () => void
  readonly dispose: () => void
}

/** The keys that work in every program, and how they are changed. */
export const composeShortcuts = async (parts: {
  readonly keys: Pick<Actions, 'hotkey' | 'shortcut'>
  readonly line: Pick<CommandLine, 'profile'>
  readonly folders: { readonly profile: string }
  readonly settings: () => Settings
  readonly keep: (patch: SettingsPatch) => Result<null>
  readonly windows: Pick<WindowSet, 'send'>
  readonly state: () => Pick<AppState, 'update'>
}): Promise<Shortcuts> => {
  const { line, folders } = parts
  const set = await openShortcuts(parts.keys.hotkey, parts.keys.shortcut)
  const tell = () => parts.state().update(set.snapshots)
  const trials = createShortcutTrials({
    ...parts,
    keys: set,
    clock: systemClock,
    onEnd: (end) => parts.windows.send('shortcuts.tried', end),
    onChange: tell,
  })
  return {
    set,
    trials,
    view: () => shortcutsView(line.profile === null ? null : folders.profile),
    tell,
    dispose: () => {
      trials.dispose()
      set.dispose()
    },
  }
}
