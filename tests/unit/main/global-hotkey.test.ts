import { describe, expect, it } from 'vitest'
import { GlobalHotkey } from '../../../electron/main/platform/global-hotkey.ts'

const hotkeyOn = (system: { readonly wayland: boolean; readonly grants: boolean }) => {
  const registered = new Map<string, () => void>()
  let toggles = 0
  let nowMs = 0
  const hotkey = new GlobalHotkey({
    registry: {
      register: (accelerator, pressed) => {
        if (system.grants) registered.set(accelerator, pressed)
        return system.grants
      },
      unregister: (accelerator) => void registered.delete(accelerator),
    },
    hook: null,
    listener: {
      pressed: () => undefined,
      released: () => undefined,
      toggled: () => {
        toggles += 1
      },
    },
    platform: 'linux',
    wayland: system.wayland,
    nowMs: () => nowMs,
    after: () => undefined,
  })
  const press = (atMs: number) => {
    nowMs = atMs
    for (const pressed of registered.values()) pressed()
    return toggles
  }
  return { hotkey, press, registered }
}

describe('the hotkey', () => {
  it('that another program has is said to be in use', () => {
    const { hotkey } = hotkeyOn({ wayland: false, grants: false })
    const { mode, error } = hotkey.use('Control+Shift+Space')
    expect([mode, error?.code]).toEqual(['none', 'hotkey.taken'])
  })

  it('is said not to be had where a Wayland session gives none: another key would not help', () => {
    const { hotkey } = hotkeyOn({ wayland: true, grants: false })
    const { mode, error } = hotkey.use('Control+Shift+Space')
    expect([mode, error?.code]).toEqual(['none', 'hotkey.unavailable'])
  })

  it('works on Wayland where the session gives it', () => {
    const { hotkey, press } = hotkeyOn({ wayland: true, grants: true })
    expect(hotkey.use('Control+Shift+Space')).toMatchObject({ mode: 'toggle', error: null })
    expect(press(1000)).toBe(1)
  })

  it('is given back at the end', () => {
    const { hotkey, registered } = hotkeyOn({ wayland: false, grants: true })
    hotkey.use('Control+Shift+Space')
    hotkey.dispose()
    expect(registered.size).toBe(0)
  })
})
