import type { AudioEvent } from '../../contracts/audio.ts'
import type { CodedError } from '../../contracts/errors.ts'
import { onAcknowledgeTimer, onWordsStored } from './answer.ts'
import { duckWhileSpokenOver } from './ducking.ts'
import { closeEar, openEar, withOwnExchange } from './ear.ts'
import type { ConversationEvent } from './events.ts'
import { onWordsScore } from './endpoint.ts'
import {
  dropCandidate,
  endExchange,
  gapAfter,
  joinWords,
  onTranscript,
  onTranscriptionFailed,
} from './exchange.ts'
import { afterTheExchange, judge } from './interruption.ts'
import {
  endListening,
  onCancel,
  onEndpointTimer,
  onReleaseTailTimer,
  onSpeechPause,
  onSpeechResume,
  onSpeechStart,
  onTapIdleTimer,
  onTurnScore,
  onUtteranceEnd,
  onUtteranceLimitTimer,
} from './listening.ts'
import { onPlaybackTimer, watchPlayback } from './playback-watch.ts'
import type { ConversationPolicy } from './policy.ts'
import {
  onGenerationDone,
  onGenerationFailed,
  onPlaybackEnd,
  onPlaybackProgress,
  onPlaybackStart,
  onSpeechFailed,
  onSynthesized,
  onTextDelta,
} from './reply.ts'
import { onTalkPressed, onTalkReleased } from './talk-key.ts'
import { NO_CAPTIONS, replyOf, type ConversationState, type Listening } from './state.ts'
import { andThen, step, type Step } from './step.ts'
import { followUpLeftMs, onFollowUpTimer, onWoken, openFollowUp } from './wake.ts'
import { endsBySilence } from './way-in.ts'
import { onVoice } from './voice.ts'
import { keepForgotten, onCarriedTranscript } from './withdraw.ts'
import { isWoken, ownWords } from './woken.ts'

/**
 * The conversation: one total, pure function. Every event in every state has an answer; an event
 * that does not fit (late, double, of something cancelled) changes nothing.
 */
export const transition = (
  state: ConversationState,
  event: ConversationEvent,
  policy: ConversationPolicy,
): Step => {
  const before = state
  const reacted = andThen(react(state, event, policy), (state) => settle(state, event.atMs, policy))
  const settled = andThen(andThen(reacted, duckWhileSpokenOver), (state) =>
    watchPlayback(before, state, policy),
  )
  const kept: Step = {
    ...settled,
    effects: [...settled.effects, ...keepForgotten(before, settled)],
  }
  return kept.state === state
    ? settled
    : { ...kept, state: { ...kept.state, revision: state.revision + 1 } }
}

const react = (
  state: ConversationState,
  event: ConversationEvent,
  policy: ConversationPolicy,
): Step => {
  switch (event.type) {
    case 'talk-pressed':
      return onTalkPressed(state, event, policy)
    case 'talk-released':
      return onTalkReleased(state, event, policy)
    case 'talk-toggled':
      return onTalkToggled(state, event.atMs, policy)
    case 'cancel':
      return onCancel(state, event)
    case 'open-conversation-set':
      return onOpenConversationSet(state, event.open)
    case 'muted-set':
      return onMutedSet(state, event.muted)
    case 'conversation-started':
      // What is under way belongs to the old conversation and ends with it.
      return andThen(
        state.exchange === null
          ? step(state)
          : onCancel(state, { by: 'command', atMs: event.atMs }),
        (state) =>
          step({
            ...state,
            conversationId: event.conversationId,
            history: [],
            carry: null,
            cutOff: null,
            saidLast: null,
            listening: withOwnExchange(state),
            captions: NO_CAPTIONS,
          }),
      )
    case 'attention-dismissed':
      return state.attention === null ? step(state) : step({ ...state, attention: null })
    case 'attention-raised':
      return step({ ...state, attention: event.error })
    case 'announcement':
      return step({ ...state, announcement: event.text })
    case 'settings-changed':
      return step(state, { type: 'allow-microphone', allowed: !state.muted })
    case 'woken':
      return onWoken(state, event, policy)
    case 'voice':
      return onVoice(state, event, policy)
    case 'timer':
      return onTimer(state, event, policy)
    case 'audio':
      return onAudio(state, event.event, event.atMs, policy)
    case 'audio-ready':
      return step(
        { ...state, audioPresent: true },
        { type: 'allow-microphone', allowed: !state.muted },
      )
    case 'audio-lost':
      return onAudioLost(state, event.atMs)
    case 'transcript-partial':
      return onPartial(state, event, policy)
    case 'turn-score':
      return onTurnScore(state, event, policy)
    case 'words-score':
      return onWordsScore(state, event, policy)
    case 'transcript':
      return isJudged(state, event.request)
        ? judge(state, { words: event.text, atMs: event.atMs }, policy)
        : (onCarriedTranscript(state, event.request, event.text) ??
            onTranscript(state, event, policy))
    case 'transcription-failed':
      return isJudged(state, event.request)
        ? judge(state, { words: null, timedOut: true, atMs: event.atMs }, policy)
        : (onCarriedTranscript(state, event.request, null) ?? onTranscriptionFailed(state, event))
    case 'words-stored':
      return onWordsStored(state, event, policy)
    case 'text-delta':
      return onTextDelta(state, event, policy)
    case 'generation-done':
      // A generation that is still wanted is never cancelled: this one belongs to an abort.
      return event.finishReason === 'cancelled'
        ? step(state)
        : onGenerationDone(state, { ...event, failure: null }, policy)
    case 'generation-failed':
      return onGenerationFailed(state, event, policy)
    case 'clause-synthesized':
      return onSynthesized(state, event)
    case 'synthesis-failed':
      return onSpeechFailed(state, event)
    case 'language-model-ready':
      return step(state, { type: 'prewarm', history: state.history, text: null })
  }
}

const onTimer = (
  state: ConversationState,
  event: Extract<ConversationEvent, { type: 'timer' }>,
  policy: ConversationPolicy,
): Step => {
  switch (event.timer) {
    case 'endpoint':
      return onEndpointTimer(state, event.atMs, policy)
    case 'release-tail':
      return onReleaseTailTimer(state)
    case 'tap-idle':
      return onTapIdleTimer(state)
    case 'follow-up':
      return onFollowUpTimer(state)
    case 'interruption':
      return onInterruptionTimer(state, event.atMs, policy)
    case 'acknowledge':
      return onAcknowledgeTimer(state, event.atMs, policy)
    case 'utterance-limit':
      return onUtteranceLimitTimer(state)
    case 'microphone':
      return state.listening.kind === 'armed' && state.microphone !== 'ready'
        ? step({ ...state, attention: { code: 'microphone.busy' } })
        : step(state)
    case 'playback':
      return onPlaybackTimer(state, event.atMs)
  }
}

const onAudio = (
  state: ConversationState,
  event: AudioEvent,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  switch (event.type) {
    case 'microphone':
      return onMicrophone(state, event)
    case 'speech-start':
      return onSpeechStart(state, event, policy)
    case 'speech-pause':
      return onSpeechPause(state, event, policy)
    case 'speech-resume':
      return onSpeechResume(state, event, policy)
    case 'detection-failed':
      // It may fail on each frame anew: the person is told once.
      return state.attention?.code === event.error.code
        ? step(state)
        : step({ ...state, attention: event.error })
    case 'utterance-end':
      return onUtteranceEnd(state, event, policy)
    case 'playback-start':
      return onPlaybackStart(state, event.generation, event.atMs)
    case 'playback-progress':
      return onPlaybackProgress(state, event)
    case 'playback-end':
      return onPlaybackEnd(state, event.generation, event.atMs)
    case 'playback-failed':
      return onSpeechFailed(state, { ...event, atMs })
  }
}

const onMicrophone = (
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

/** Whether a transcript is that of speech over the reply. */
const isJudged = ({ listening }: ConversationState, request: number): boolean =>
  listening.kind === 'judging' && listening.request === request

/** Speech over the reply is looked at again; what the words were that did not come in time, as well. */
const onInterruptionTimer = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const { listening } = state
  if (listening.kind !== 'judging' && listening.kind !== 'speaking') return step(state)
  return judge(
    state,
    { words: listening.words, timedOut: listening.kind === 'judging', atMs },
    policy,
  )
}

const onPartial = (
  state: ConversationState,
  event: Extract<ConversationEvent, { type: 'transcript-partial' }>,
  policy: ConversationPolicy,
): Step => {
  const { listening } = state
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

const onTalkToggled = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const idle =
    state.exchange === null &&
    (state.listening.kind === 'closed' ||
      (state.listening.kind === 'armed' && state.listening.way === 'open'))
  if (!idle) return onCancel(state, { by: 'hotkey', atMs })
  return andThen(onTalkPressed(state, { way: 'hold', atMs }, policy), (state) =>
    onTalkReleased(state, { atMs }, policy),
  )
}

const onOpenConversationSet = (state: ConversationState, open: boolean): Step => {
  if (open === state.openConversation) return step(state)
  const next = { ...state, openConversation: open, attention: null }
  if (open || state.listening.kind === 'closed' || state.listening.way !== 'open') {
    return step(next)
  }
  return endListening(next)
}

const onMutedSet = (state: ConversationState, muted: boolean): Step => {
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
const onAudioLost = (state: ConversationState, atMs: number): Step => {
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

/** What must hold after any event: the ear is open exactly when somebody may speak. */
const settle = (state: ConversationState, atMs: number, policy: ConversationPolicy): Step => {
  const { listening, exchange } = state
  const mayListen = state.audioPresent && !state.muted && state.microphone !== 'failed'
  if (listening.kind === 'closed') {
    if (!mayListen || (exchange !== null && !exchange.confirmed)) return step(state)
    // A file's questions come one after another: nobody is there to speak over the answer.
    if (exchange?.way === 'file') return step(state)
    if (state.openConversation) {
      return openEar(
        state,
        { way: 'open', capture: 'on-speech', bargeIn: exchange !== null },
        policy,
      )
    }
    if (exchange === null) return openFollowUp(state, atMs, policy)
    const audible = (replyOf(state)?.startedAtMs ?? null) !== null
    return audible || endsBySilence(exchange.way)
      ? openEar(
          state,
          { way: isWoken(exchange) ? 'wake' : 'tap', capture: 'on-speech', bargeIn: true },
          policy,
        )
      : step(state)
  }
  if (listening.kind === 'judging' && exchange === null)
    return afterTheExchange(state, atMs, policy)
  if (listening.kind === 'armed' && listening.bargeIn && exchange === null) {
    if (state.openConversation) {
      return step({ ...state, listening: { ...listening, way: 'open', bargeIn: false } })
    }
    const delayMs = followUpLeftMs(state, atMs, policy)
    // The same ear: somebody may have begun to speak already.
    return delayMs > 0
      ? step(
          { ...state, listening: { ...listening, way: 'follow-up', bargeIn: false } },
          { type: 'set-timer', timer: 'follow-up', delayMs },
        )
      : closeEar(state)
  }
  return step(state)
}
