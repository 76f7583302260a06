import type { AudioEvent } from '../../contracts/audio.ts'
import type { CodedError } from '../../contracts/errors.ts'
import { dropCandidate } from './candidate.ts'
import { endExchange } from './exchange.ts'
import { endListening } from './listening.ts'
import { replyOf, type ConversationState, type Listening } from './state.ts'
import { andThen, step, type Step } from './step.ts'

/** Whether there is anything to hear with: the microphone, the person's leave, the audio window. */

export const onMicrophone = (
  state: ConversationState,
  event: Extract<AudioEvent, { type: 'microphone' }>,
): Step => {
  // Closing after a failure does not mend it: only a device that opens does.
  if (event.status === 'off' && state.microphone === 'failed') return step(state)
  const next = { ...state, microphone: event.status }
  if (event.status === 'failed') {
    return andThen(endListening(next), (state) =>
      step(
        { ...state, attention: event.error ?? { code: 'microphone.absent' } },
        ...(next.listening.kind === 'closed' || next.listening.way === 'open'
          ? []
          : ([{ type: 'earcon', name: 'error' }] as const)),
      ),
    )
  }
  const healed =
    event.status === 'ready' && state.attention?.code.startsWith('microphone.') === true
  return step(
    healed ? { ...next, attention: null } : next,
    ...(event.status === 'ready' ? ([{ type: 'clear-timer', timer: 'microphone' }] as const) : []),
  )
}

export const onMutedSet = (state: ConversationState, muted: boolean): Step => {
  if (muted === state.muted) return step(state)
  const next = { ...state, muted, attention: null }
  return muted
    ? andThen(endListening(next), (state) =>
        step(state, { type: 'allow-microphone', allowed: false }),
      )
    : step(next, { type: 'allow-microphone', allowed: true })
}

/**
 * What the window captured lives on in the STT worker's journal, and whoever was speaking is told so;
 * what it played is over.
 */
export const onAudioLost = (state: ConversationState, atMs: number): Step => {
  const { listening } = state
  const cutOff: CodedError | null = hasSpoken(listening) ? { code: 'audio.lost' } : null
  const lost = {
    ...state,
    audioPresent: false,
    microphone: 'off' as const,
    carry: null,
    attention: cutOff ?? state.attention,
  }
  const heard =
    listening.kind === 'closed'
      ? step(lost)
      : step(
          { ...lost, listening: { kind: 'closed' as const } },
          {
            type: 'drop-utterance',
            utterance: listening.utterance,
            keepJournal: listening.kind !== 'armed',
          },
        )
  return andThen(andThen(heard, dropCandidate), (state) =>
    replyOf(state) === null
      ? step(state)
      : endExchange(state, {
          outcome: 'failed',
          interruptedBy: 'crash',
          attention: cutOff ?? { code: 'worker.crashed', params: { part: 'audio' } },
          atMs,
        }),
  )
}

/** Whether speech was heard in the utterance under way. */
const hasSpoken = (listening: Listening): boolean =>
  listening.kind === 'speaking' ||
  listening.kind === 'pausing' ||
  listening.kind === 'judging' ||
  (listening.kind === 'ending' && listening.spoken !== null)
