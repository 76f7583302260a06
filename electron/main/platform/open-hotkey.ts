import { globalShortcut, systemPreferences } from 'electron'
import { nowMs } from '../conversation/create-conversation.ts'
import { GlobalHotkey, type HotkeyListener } from './global-hotkey.ts'
import { loadKeyboardHook } from './keyboard-hook.ts'

/** The hotkey as this session of this system allows it. */
export const openHotkey = async (listener: HotkeyListener): Promise<GlobalHotkey> => {
  const { platform } = process
  const wayland = process.env['XDG_SESSION_TYPE'] === 'wayland'
  const accessibilityAllowed =
    platform === 'darwin' && systemPreferences.isTrustedAccessibilityClient(false)
  return new GlobalHotkey({
    registry: globalShortcut,
    hook: await loadKeyboardHook({ name: platform, wayland, accessibilityAllowed }, nowMs),
    listener,
    platform,
    wayland,
    nowMs,
  })
}
