import type { ConversationSnapshot, Phase } from '../../contracts/snapshot.ts'
import { earOf } from './ear.ts'
import { isQuiet } from './quiet.ts'
import { replyOf, type ConversationState } from './state.ts'

/** What the windows see of the conversation. */
export const snapshotOf = (state: ConversationState): ConversationSnapshot => {
  const ear = earOf(state.listening)
  const listens = ear !== null && !ear.bargeIn
  return {
    phase: phaseOf(state),
    way: listens ? ear.way : null,
    preparing: listens && state.microphone !== 'ready' && state.microphone !== 'failed',
    openConversation: state.openConversation,
    muted: state.muted,
    microphone: state.microphone,
    person: { committed: state.captions.committed, tentative: state.captions.tentative },
    reply: { heard: state.captions.heard, coming: state.captions.coming },
    conversationId: state.conversationId,
    attention: state.attention,
    confirming: state.confirming?.action ?? null,
  }
}

export const phaseOf = (state: ConversationState): Phase => {
  const reply = replyOf(state)
  if (state.exchange?.confirmed === true) {
    return reply !== null && reply.startedAtMs !== null ? 'speaking' : 'thinking'
  }
  if (state.confirming !== null && state.exchange === null) return 'confirming'
  const { attention } = state
  const isTroubled = attention !== null && !isQuiet(attention) && attention !== state.overcome
  switch (state.listening.kind) {
    case 'ending':
      return 'thinking'
    case 'armed':
    case 'speaking':
    case 'pausing':
    case 'judging':
      return isTroubled && state.listening.kind === 'armed' ? 'failed' : 'listening'
    case 'closed':
      return isTroubled ? 'failed' : 'idle'
  }
}
