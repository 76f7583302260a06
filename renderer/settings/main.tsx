import { windowBridge } from '../bridge/window-bridge.ts'
import { startWindow } from '../ui/start-window.tsx'
import { createModelsStore } from './models-store.ts'
import { PANES } from './pane-tabs.tsx'
import { createSettingsStore } from './settings-store.ts'
import { SettingsWindow } from './settings-window.tsx'

const bridge = windowBridge('settings')
const settings = createSettingsStore(bridge)
const models = createModelsStore(bridge)
const levels = (listener: (level: number) => void) => bridge.on('audio.level', listener)
/** `#models`, `#conversation` or `#general` opens that pane. */
const firstPane = PANES.find((pane) => `#${pane}` === location.hash)

startWindow(bridge, 'settings.title', (snapshot) => (
  <SettingsWindow
    snapshot={snapshot}
    settings={settings}
    models={models}
    levels={levels}
    firstPane={firstPane}
    onToggleTalk={() => void bridge.request('conversation.toggle-talk', {})}
  />
))
