import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import type { PaneContext } from '../../../renderer/settings/pane-context.ts'
import { appSnapshot } from './app-snapshot.ts'
import { modelsSnapshot } from './models-snapshot.ts'
import { NO_DEVICES } from './no-devices.ts'

/** What a pane is shown with: the settings as at first but for these. */
export const paneContext = (
  settings: Partial<Settings> = {},
  context: Partial<PaneContext> = {},
): PaneContext => ({
  view: { settings: { ...defaultSettings(), ...settings }, errors: {} },
  onChange: () => undefined,
  snapshot: appSnapshot(),
  models: { snapshot: modelsSnapshot(), error: null },
  modelsStore: { download: () => undefined, command: () => undefined },
  levels: () => () => undefined,
  devices: NO_DEVICES,
  platform: 'linux',
  onSetUp: () => undefined,
  capped: false,
  ...context,
})
