import type { ConversationEvent } from './events.ts'
import { judge } from './interruption.ts'
import { gapAfter, joinWords } from './join-words.ts'
import type { ConversationPolicy } from './policy.ts'
import type { ConversationState, Exchange } from './state.ts'
import { step, type Step } from './step.ts'
import { ownWords } from './woken.ts'

/** Words while they are spoken: they are shown, read along, and tell whether a reply is to stop. */
export const onPartial = (
  state: ConversationState,
  event: Extract<ConversationEvent, { type: 'transcript-partial' }>,
  policy: ConversationPolicy,
): Step => {
  const { listening, exchange } = state
  const isTold = exchange?.stage.kind === 'transcribing' && exchange.utterance === event.utterance
  if (isTold && listening.kind !== 'speaking') return onWordsTold(state, exchange, event)
  if (listening.kind === 'closed' || listening.utterance !== event.utterance) return step(state)
  const told = `${event.committed} ${event.tentative}`.trim()
  const own = ownWords({ ...listening, speechEndAtMs: event.atMs }, told, policy)
  const heard: ConversationState =
    listening.kind === 'speaking' ? { ...state, listening: { ...listening, words: own } } : state
  // Once the turn's words are known, a partial that was under way is older than they are.
  if (state.exchange !== null) {
    return listening.kind === 'speaking'
      ? judge(heard, { words: own, atMs: event.atMs }, policy)
      : step(state)
  }
  const before = state.carry?.text ?? ''
  const text = joinWords(before, own)
  return step(
    {
      ...heard,
      captions: {
        committed: `${before}${gapAfter(before)}${own === told ? event.committed : ''}`,
        tentative: own === told ? event.tentative : own,
        heard: '',
        coming: '',
      },
    },
    // The model reads along while the person speaks, so that only the last words are new to it.
    ...(text === '' ? [] : ([{ type: 'prewarm', history: state.history, text }] as const)),
  )
}

/** The transcript that was asked for is told word by word: it is shown, and not read ahead any more. */
const onWordsTold = (
  state: ConversationState,
  { carry }: Exchange,
  event: Extract<ConversationEvent, { type: 'transcript-partial' }>,
): Step => {
  const before = carry?.text ?? ''
  const committed = `${before}${gapAfter(before)}${event.committed}`
  const { tentative } = event
  return step({ ...state, captions: { committed, tentative, heard: '', coming: '' } })
}
