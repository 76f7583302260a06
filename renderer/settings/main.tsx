// First: it decides how the schemas that the others bring are made.
import '../bridge/plain-schemas.ts'
import type { ShowSetting } from '../../electron/contracts/actions.ts'
import { windowKeyLabels } from '../../electron/core/hotkeys/window-keys.ts'
import { windowBridge } from '../bridge/window-bridge.ts'
import { createValueStore } from '../bridge/value-store.ts'
import { createActionsStore } from '../ui/palette/actions-store.ts'
import { pageRecent } from '../ui/palette/page-recent.ts'
import { withActions } from '../ui/palette/with-actions.tsx'
import { createDevicesStore } from '../ui/devices/devices-store.ts'
import { startWindow } from '../ui/start-window.tsx'
import { createKeptSpeechStore } from './kept-speech-store.ts'
import { createModelsStore } from '../bridge/models-store.ts'
import { createProvidersStore } from '../ui/providers/providers-store.ts'
import { createSettingsStore } from '../bridge/settings-store.ts'
import { createTrustStore } from './trust/trust-store.ts'
import { createUsageStore } from './usage-store.ts'
import { createWakeStore } from '../ui/wake/wake-store.ts'
import { createVoicesStore } from './wake/voices/voices-store.ts'
import { createPreviewStore } from './voice-out/preview-store.ts'
import { keysLetGo } from '../ui/shortcuts/keys-let-go.ts'
import { createShortcutsStore } from '../ui/shortcuts/shortcuts-store.ts'
import { SettingsWindow, type SettingsStores } from './settings-window.tsx'

const bridge = windowBridge('settings')
const levels = (listener: (level: number) => void) => bridge.on('audio.level', listener)
const stores: SettingsStores = {
  settings: createSettingsStore(bridge),
  models: createModelsStore(bridge),
  providers: createProvidersStore(bridge),
  usage: createUsageStore(bridge),
  wake: createWakeStore(bridge, levels),
  voices: createVoicesStore(bridge),
  shortcuts: createShortcutsStore(bridge, keysLetGo),
  preview: createPreviewStore(bridge),
  trust: createTrustStore(bridge),
  keptSpeech: createKeptSpeechStore(bridge),
  devices: createDevicesStore(bridge),
}
const actions = createActionsStore(bridge, pageRecent)
const target = createValueStore<ShowSetting | null>(null)
bridge.on('settings.show', (shown) => target.set(shown))
/** Where it was asked to go before this page was there. */
const goWhereAsked = async (): Promise<void> => {
  const asked = await bridge.request('settings.target', {})
  if (asked.ok && asked.value !== null) target.set(asked.value)
}
void goWhereAsked()

const options = { platform: bridge.platform, undoesByKey: true }
const view = withActions(actions, options, (snapshot) => (
  <SettingsWindow
    snapshot={snapshot}
    stores={stores}
    levels={levels}
    target={target}
    onFind={actions.open}
    findKeys={windowKeyLabels('palette', bridge.platform)[0] ?? ''}
    platform={bridge.platform}
    onSetUp={() => void bridge.request('app.open-window', { window: 'welcome' })}
    onToggleTalk={() => void bridge.request('conversation.toggle-talk', {})}
  />
))

startWindow(bridge, 'settings.title', view)
