import { createTalkActions } from '../bridge/talk-actions.ts'
import { windowBridge } from '../bridge/window-bridge.ts'
import { startWindow } from '../ui/start-window.tsx'
import { createTranscriptStore } from './transcript-store.ts'
import { Transcript } from './transcript.tsx'
import { createTurnsStore } from './turns-store.ts'

const bridge = windowBridge('transcript')
const actions = createTalkActions(bridge)
const store = createTranscriptStore(bridge)
const turnsStore = createTurnsStore(bridge)
const copy = async (text: string): Promise<boolean> =>
  (await bridge.request('app.copy-text', { text })).ok

startWindow(bridge, 'transcript.title', (snapshot) => (
  <Transcript
    snapshot={snapshot}
    actions={actions}
    store={store}
    turnsStore={turnsStore}
    onNewConversation={() => void actions.settle(bridge.request('conversation.new', {}))}
    onCopy={copy}
  />
))
