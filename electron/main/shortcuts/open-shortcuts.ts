import { app, globalShortcut, systemPreferences } from 'electron'
import type { OtherShortcut, ShortcutsView } from '../../contracts/shortcuts.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { HotkeyListener } from '../platform/global-hotkey.ts'
import { loadKeyboardHook } from '../platform/keyboard-hook.ts'
import { commandLines } from './command-lines.ts'
import { isWayland, keySessionOf, PORTAL_FEATURES, type SessionFacts } from './key-session.ts'
import { ShortcutSet } from './shortcut-set.ts'
import { TRIAL_MS } from './shortcut-trials.ts'

const sessionFacts = (): SessionFacts => ({
  platform: process.platform,
  electronMajor: Number.parseInt(process.versions.electron, 10),
  sessionType: process.env['XDG_SESSION_TYPE'],
  waylandDisplay: process.env['WAYLAND_DISPLAY'],
  ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
})

/** Before Electron is ready: has the desktop's portal asked for keys, where there are none otherwise. */
export const askForPortal = (): void => {
  if (keySessionOf(sessionFacts()) !== 'portal') return
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
  const wayland = isWayland(sessionFacts())
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
  session: keySessionOf(sessionFacts()),
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
