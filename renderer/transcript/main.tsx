import { createTalkActions } from '../bridge/talk-actions.ts'
import { windowBridge } from '../bridge/window-bridge.ts'
import { createActionsStore } from '../ui/palette/actions-store.ts'
import { pageRecent } from '../ui/palette/page-recent.ts'
import { withActions } from '../ui/palette/with-actions.tsx'
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

const view = withActions(createActionsStore(bridge, pageRecent), bridge, (snapshot) => (
  <Transcript
    snapshot={snapshot}
    actions={actions}
    store={store}
    turnsStore={turnsStore}
    onNewConversation={() => void actions.settle(bridge.request('conversation.new', {}))}
    onCopy={copy}
  />
))

startWindow(bridge, 'transcript.title', view)
