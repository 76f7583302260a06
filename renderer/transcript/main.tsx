import { createTalkActions } from '../bridge/talk-actions.ts'
import { windowBridge } from '../bridge/window-bridge.ts'
import { createActionsStore } from '../ui/palette/actions-store.ts'
import { pageRecent } from '../ui/palette/page-recent.ts'
import { withActions } from '../ui/palette/with-actions.tsx'
import { startWindow } from '../ui/start-window.tsx'
import { createConversationsStore } from './conversations-store.ts'
import { createFilesStore } from './files/files-store.ts'
import { createSearchStore } from './search-store.ts'
import { SpeechContext } from './speech/speech-context.ts'
import { createSpeechStore } from './speech/speech-store.ts'
import { createTranscriptStore } from './transcript-store.ts'
import { createTranscriptWindow } from './transcript-window.ts'
import { Transcript } from './transcript.tsx'
import { createTurnsStore } from './turns-store.ts'

const bridge = windowBridge('transcript')
const actions = createTalkActions(bridge)
const shown = createTranscriptWindow(
  bridge,
  {
    turns: createTranscriptStore(bridge),
    conversations: createConversationsStore(bridge),
    search: createSearchStore(bridge, Date.now),
    files: createFilesStore(bridge),
  },
  actions,
)
bridge.on('transcript.show', shown.showConversation)
/** Where it was asked to go before this page was there. */
const goWhereAsked = async (): Promise<void> => {
  const asked = await bridge.request('transcript.target', {})
  if (asked.ok && asked.value !== null) shown.showConversation(asked.value)
}
void goWhereAsked()
const speech = createSpeechStore(bridge, () => performance.now())
addEventListener('focus', speech.lookAtEngines)
const turnsStore = createTurnsStore(bridge)
bridge.on('transcript.changed', ({ kind }) => {
  if (kind === 'everything') turnsStore.reload()
  // What is found may have gone, or have come back.
  if (kind !== 'changed') shown.search.refresh()
})
const tellLive = (live: boolean) => void bridge.request('transcript.live', { live })
const copy = async (text: string): Promise<boolean> =>
  (await bridge.request('app.copy-text', { text })).ok

const view = withActions(createActionsStore(bridge, pageRecent), bridge, (snapshot) => (
  <SpeechContext value={speech}>
    <Transcript
      snapshot={snapshot}
      actions={actions}
      window={shown}
      turnsStore={turnsStore}
      onNewConversation={() => void actions.settle(bridge.request('conversation.new', {}))}
      onLive={tellLive}
      onCopy={copy}
    />
  </SpeechContext>
))

startWindow(bridge, 'transcript.title', view)
