// First: it decides how the schemas that the others bring are made.
import './plain-schemas.ts'
import { windowBridge } from '../bridge/window-bridge.ts'
import { startWindow } from '../ui/start-window.tsx'
import { createModelsStore } from './models-store.ts'
import { PANES, type PaneName } from './pane-tabs.tsx'
import { createProvidersStore } from './providers-store.ts'
import { createSettingsStore } from './settings-store.ts'
import { createUsageStore } from './usage-store.ts'
import { createWakeStore } from './wake-store.ts'
import { createVoicesStore } from './wake/voices/voices-store.ts'
import { SettingsWindow } from './settings-window.tsx'

const bridge = windowBridge('settings')
const levels = (listener: (level: number) => void) => bridge.on('audio.level', listener)
const settings = createSettingsStore(bridge)
const models = createModelsStore(bridge)
const providers = createProvidersStore(bridge)
const usage = createUsageStore(bridge)
const wake = createWakeStore(bridge, levels)
const voices = createVoicesStore(bridge)
/** `#models`, `#engines` and so on open that pane. */
const firstPane = PANES.find((pane) => `#${pane}` === location.hash)

const onPane = (listener: (pane: PaneName) => void) => bridge.on('settings.pane', listener)

startWindow(bridge, 'settings.title', (snapshot) => (
  <SettingsWindow
    snapshot={snapshot}
    settings={settings}
    models={models}
    providers={providers}
    usage={usage}
    wake={wake}
    voices={voices}
    levels={levels}
    firstPane={firstPane}
    onPane={onPane}
    onToggleTalk={() => void bridge.request('conversation.toggle-talk', {})}
  />
))
