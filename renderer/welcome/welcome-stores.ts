import type { ReadableStore } from '../bridge/value-store.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import type { ModelsStore } from '../bridge/models-store.ts'
import type { ProvidersStore } from '../ui/providers/providers-store.ts'
import type { SettingsStore } from '../bridge/settings-store.ts'
import type { ShortcutsStore } from '../ui/shortcuts/shortcuts-store.ts'
import type { WakeStore } from '../ui/wake/wake-store.ts'
import type { DevicesStore } from '../ui/devices/devices-store.ts'
import type { LevelSource } from '../ui/level-meter.tsx'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { FirstRun } from '../../electron/contracts/first-run.ts'
import type { SettingsView } from '../bridge/settings-store.ts'
import type { HotkeyStore } from './hotkey-store.ts'
import type { LastAnswer } from './last-answer-store.ts'
import type { ProviderLack } from './provider-lack.ts'
import type { PlaceStore } from './place-store.ts'

/** What the window of the first steps knows and can do. */
export interface WelcomeStores {
  readonly place: PlaceStore
  readonly settings: SettingsStore
  readonly models: ModelsStore
  readonly providers: ProvidersStore
  readonly devices: DevicesStore
  readonly hotkey: HotkeyStore
  readonly shortcuts: ShortcutsStore
  readonly wake: WakeStore
  readonly lastAnswer: ReadableStore<LastAnswer | null>
  readonly levels: LevelSource
  readonly actions: TalkActions
  readonly platform: 'linux' | 'darwin' | 'win32'
}

/** What each step gets. */
export interface StepProps {
  readonly stores: WelcomeStores
  readonly snapshot: AppSnapshot
  readonly place: FirstRun
  readonly view: SettingsView
  /** What they were told is missing here when they wanted to go on. */
  readonly lack: ProviderLack | null
}
