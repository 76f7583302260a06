import type { SettingsPatch } from '../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { LevelSource } from '../ui/level-meter.tsx'
import type { ModelsStore, ModelsView } from './models-store.ts'
import type { SettingsView } from './settings-store.ts'

/** What a pane of settings is made of; one takes of it what it shows. */
export interface PaneContext {
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
  readonly snapshot: AppSnapshot
  readonly models: ModelsView
  readonly modelsStore: Pick<ModelsStore, 'download' | 'command'>
  readonly levels: LevelSource
  /** The month's limit is reached: providers that cost are left out. */
  readonly capped: boolean
}
