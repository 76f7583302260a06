import type { CodedError } from '../../electron/contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../electron/contracts/settings.ts'
import type { SettingsView } from '../bridge/settings-store.ts'

/** What every setting's component gets. */
export interface SettingProps<K extends keyof Settings> {
  readonly value: Settings[K]
  readonly error: CodedError | undefined
  readonly onChange: (value: Settings[K]) => void
}

/** The props of one setting after the other, out of the settings as main holds them. */
export const settingsIn =
  (view: SettingsView, onChange: (patch: SettingsPatch) => void) =>
  <K extends keyof SettingsPatch>(key: K): SettingProps<K> => ({
    value: view.settings[key],
    error: view.errors[key],
    onChange: (value) => onChange({ [key]: value }),
  })
