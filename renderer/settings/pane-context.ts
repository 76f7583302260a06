import type { SettingsPatch } from '../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { DevicesStore } from '../ui/devices/devices-store.ts'
import type { LevelSource } from '../ui/level-meter.tsx'
import type { ModelsStore, ModelsView } from '../bridge/models-store.ts'
import type { SettingsView } from '../bridge/settings-store.ts'

/** What a pane of settings is made of; one takes of it what it shows. */
export interface PaneContext {
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
  readonly snapshot: AppSnapshot
  readonly models: ModelsView
  readonly modelsStore: Pick<ModelsStore, 'download' | 'command'>
  readonly levels: LevelSource
  readonly devices: DevicesStore
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** Opens the first steps. */
  readonly onSetUp: () => void
  /** The month's limit is reached: providers that cost are left out. */
  readonly capped: boolean
}
