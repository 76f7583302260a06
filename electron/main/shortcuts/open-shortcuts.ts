import { app, globalShortcut, systemPreferences } from 'electron'
import type { KeySession, OtherShortcut, ShortcutsView } from '../../contracts/shortcuts.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import { isWayland } from '../platform/display-session.ts'
import type { HotkeyListener } from '../platform/global-hotkey.ts'
import { loadKeyboardHook } from '../platform/keyboard-hook.ts'
import { displaySession, ELECTRON_MAJOR } from '../platform/open-display-session.ts'
import { commandLines } from './command-lines.ts'
import { keySessionOf, PORTAL_FEATURES } from './key-session.ts'
import { ShortcutSet } from './shortcut-set.ts'
import { TRIAL_MS } from './shortcut-trials.ts'

const keySession = (): KeySession => keySessionOf(displaySession(), ELECTRON_MAJOR)

/** Before Electron is ready: has the desktop's portal asked for keys, where there are none otherwise. */
export const askForPortal = (): void => {
  if (keySession() !== 'portal') return
  const already = app.commandLine.getSwitchValue('enable-features')
  app.commandLine.appendSwitch(
    'enable-features',
    already === '' ? PORTAL_FEATURES : `${already},${PORTAL_FEATURES}`,
  )
}

/** The keys as this session of this system allows them. */
export const openShortcuts = async (
  talk: HotkeyListener,
  onPressed: (shortcut: OtherShortcut) => void,
): Promise<ShortcutSet> => {
  const { platform } = process
  const wayland = isWayland(displaySession())
  const accessibilityAllowed =
    platform === 'darwin' && systemPreferences.isTrustedAccessibilityClient(false)
  return new ShortcutSet({
    registry: globalShortcut,
    hook: await loadKeyboardHook({ name: platform, wayland, accessibilityAllowed }, nowMs),
    talk,
    onPressed,
    platform,
    wayland,
    nowMs,
    // A main process that was busy runs its timers first.
    after: (delayMs, callback) => void setTimeout(() => setImmediate(callback), delayMs),
  })
}

/** What the window says of this session. `profile`: as it was given; null: the usual one. */
export const shortcutsView = (profile: string | null): ShortcutsView => ({
  session: keySession(),
  desktop: process.env['XDG_CURRENT_DESKTOP'] ?? null,
  commands: commandLines({
    isPackaged: app.isPackaged,
    program: process.env['APPIMAGE'] ?? process.execPath,
    folder: app.getAppPath(),
    node: process.env['WARBLER_NODE'] ?? null,
    profile,
  }),
  trialMs: TRIAL_MS,
})
