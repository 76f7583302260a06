import type { AppSnapshot, ConversationSnapshot } from '../../../electron/contracts/snapshot.ts'

/** An app with everything ready and nothing going on, with what a test wants otherwise. */
export const appSnapshot = (
  conversation: Partial<ConversationSnapshot> = {},
  app: Partial<AppSnapshot> = {},
): AppSnapshot => ({
  revision: 1,
  conversation: {
    phase: 'idle',
    way: null,
    preparing: false,
    openConversation: false,
    muted: false,
    microphone: 'ready',
    person: { committed: '', tentative: '' },
    reply: { heard: '', coming: '' },
    conversationId: 'conversation',
    attention: null,
    confirming: null,
    ...conversation,
  },
  engines: { stt: 'ready', llm: 'ready', tts: 'ready' },
  inUse: { stt: null, llm: null, tts: null },
  out: { stt: null, llm: null, tts: null },
  speeds: {},
  restartOffered: [],
  hotkey: {
    accelerator: 'CommandOrControl+Shift+Space',
    label: 'Ctrl+Shift+Space',
    mode: 'hold',
    error: null,
  },
  locale: 'en',
  appearance: { contrast: 'system', motion: 'system', transparency: 'system' },
  deviceNotice: null,
  waiting: { state: 'off' },
  waitingRules: { calls: 'told', lock: 'told' },
  wakePhrase: 'Hey Warbler',
  tryingPhrase: false,
  overlayShape: 'card',
  phrasesTooCommon: [],
  ...app,
})
