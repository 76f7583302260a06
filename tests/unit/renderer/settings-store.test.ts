import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { RequestResult } from '../../../electron/contracts/ipc.ts'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
} from '../../../electron/contracts/settings.ts'
import { createSettingsStore } from '../../../renderer/bridge/settings-store.ts'

/** Main, which takes every change but another hotkey. */
const bridge = () => {
  let settings = defaultSettings()
  let emit: (settings: Settings) => void = () => undefined
  return {
    emit: (patch: Partial<Settings>) => emit({ ...settings, ...patch }),
    request: (
      route: 'settings.get' | 'settings.change',
      input: SettingsPatch,
    ): Promise<RequestResult<'settings.change'>> => {
      if (route === 'settings.change' && input.hotkey !== undefined) {
        return Promise.resolve(fail('hotkey.taken', undefined, { hotkey: input.hotkey }))
      }
      if (route === 'settings.change') settings = { ...settings, ...(input as Partial<Settings>) }
      return Promise.resolve(succeed(settings))
    },
    on: (_route: 'settings.changed', listener: (settings: Settings) => void) => {
      emit = listener
      return () => {
        emit = () => undefined
      }
    },
  }
}

const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}

const started = async () => {
  const source = bridge()
  const store = createSettingsStore(source)
  await settle()
  return { source, store }
}

describe('the settings store', () => {
  it('shows a change at once', async () => {
    const { store } = await started()
    store.change({ volume: 0.3 })
    expect(store.get()?.settings.volume).toBe(0.3)
  })

  it('shows what main has, also where two changes one after the other are refused', async () => {
    const { store } = await started()
    store.change({ hotkey: 'Alt+Tab' })
    store.change({ hotkey: 'Alt+F4' })
    await settle()
    expect(store.get()?.settings.hotkey).toBe(defaultSettings().hotkey)
  })

  it('takes back what main refuses, says why at that setting, and keeps the others', async () => {
    const { store } = await started()
    store.change({ hotkey: 'Alt+Tab' })
    store.change({ earcons: false })
    await settle()
    expect(store.get()?.settings.hotkey).toBe(defaultSettings().hotkey)
    expect(store.get()?.settings.earcons).toBe(false)
    expect(store.get()?.errors).toEqual({
      hotkey: { code: 'hotkey.taken', detail: undefined, params: { hotkey: 'Alt+Tab' } },
    })
  })

  it('shows what was changed elsewhere', async () => {
    const { source, store } = await started()
    source.emit({ muted: true })
    expect(store.get()?.settings.muted).toBe(true)
  })
})
