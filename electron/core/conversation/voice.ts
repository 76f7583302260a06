import { earOf, withEar } from './ear.ts'
import type { ConversationEvent } from './events.ts'
import { judge } from './interruption.ts'
import type { ConversationPolicy } from './policy.ts'
import type { ConversationState } from './state.ts'
import { step, type Step } from './step.ts'

/**
 * It was told whose voice an utterance is. What nobody can tell takes nothing away from what was told
 * before; of the rest the newest counts, which is of the longest sound.
 */
export const onVoice = (
  state: ConversationState,
  event: Extract<ConversationEvent, { type: 'voice' }>,
  policy: ConversationPolicy,
): Step => {
  const { utterance, voice, atMs } = event
  if (voice === 'unknown') return step(state)
  const heard = earOf(state.listening)?.utterance === utterance
  const asked = state.exchange?.utterance === utterance
  const next: ConversationState = {
    ...state,
    listening: heard
      ? withEar(state.listening, voice === 'enrolled' ? { voice, unheeded: false } : { voice })
      : state.listening,
    exchange: asked && state.exchange !== null ? { ...state.exchange, voice } : state.exchange,
  }
  const { listening } = next
  // Over a reply: it was perhaps what the decision waited for. Once it has paused, that waits for words.
  return heard && listening.kind === 'speaking' && next.exchange !== null
    ? judge(next, { words: listening.words, atMs }, policy)
    : step(heard || asked ? next : state)
}
