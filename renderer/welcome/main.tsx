// First: it decides how the schemas that the others bring are made.
import '../bridge/plain-schemas.ts'
import { createTalkActions } from '../bridge/talk-actions.ts'
import { windowBridge } from '../bridge/window-bridge.ts'
import { createModelsStore } from '../bridge/models-store.ts'
import { createProvidersStore } from '../ui/providers/providers-store.ts'
import { createSettingsStore } from '../bridge/settings-store.ts'
import { keysLetGo } from '../ui/shortcuts/keys-let-go.ts'
import { createShortcutsStore } from '../ui/shortcuts/shortcuts-store.ts'
import { createWakeStore } from '../ui/wake/wake-store.ts'
import { createDevicesStore } from '../ui/devices/devices-store.ts'
import { startWindow } from '../ui/start-window.tsx'
import { createHotkeyStore } from './hotkey-store.ts'
import { createLastAnswerStore } from './last-answer-store.ts'
import { createPlaceStore } from './place-store.ts'
import type { WelcomeStores } from './welcome-stores.ts'
import { WelcomeWindow } from './welcome-window.tsx'

const bridge = windowBridge('welcome')
const levels = (listener: (level: number) => void) => bridge.on('audio.level', listener)
const stores: WelcomeStores = {
  place: createPlaceStore(bridge),
  settings: createSettingsStore(bridge),
  models: createModelsStore(bridge),
  providers: createProvidersStore(bridge),
  devices: createDevicesStore(bridge),
  hotkey: createHotkeyStore(bridge),
  shortcuts: createShortcutsStore(bridge, keysLetGo),
  wake: createWakeStore(bridge, levels),
  lastAnswer: createLastAnswerStore(bridge),
  levels,
  actions: createTalkActions(bridge),
  platform: bridge.platform,
}

startWindow(bridge, 'welcome.title', (snapshot) => (
  <WelcomeWindow snapshot={snapshot} stores={stores} />
))
