import type { AudioEvent } from '../../contracts/audio.ts'
import { onActed, onConfirmAnswered, onConfirmTimer, waitForYes } from './acting.ts'
import { onAcknowledgeTimer, onWordsStored } from './answer.ts'
import { onAudioLost, onMicrophone, onMutedSet } from './audio-presence.ts'
import { onTranscript, onTranscriptionFailed } from './candidate.ts'
import { duckWhileSpokenOver } from './ducking.ts'
import { closeEar, openEar, withOwnExchange } from './ear.ts'
import type { ConversationEvent } from './events.ts'
import { onWordsScore } from './endpoint.ts'
import { afterTheExchange, judge } from './interruption.ts'
import {
  endListening,
  onCancel,
  onReleaseTailTimer,
  onSpeechStart,
  onTapIdleTimer,
  onUtteranceEnd,
  onUtteranceLimitTimer,
} from './listening.ts'
import { isBeingLetGo, letGo, takeOffRecord, withoutRecord } from './off-record.ts'
import { onPartial } from './partial-words.ts'
import { onEndpointTimer, onSpeechPause, onSpeechResume, onTurnScore } from './pausing.ts'
import { onPlaybackTimer, watchPlayback } from './playback-watch.ts'
import type { ConversationPolicy } from './policy.ts'
import {
  onAnnouncement,
  onGenerationDone,
  onGenerationFailed,
  onPlaybackEnd,
  onPlaybackProgress,
  onPlaybackStart,
  onSpeechFailed,
  onSynthesized,
  onTextDelta,
} from './reply.ts'
import { endRehearsal, rehearse } from './say.ts'
import { onTalkPressed, onTalkReleased, onTalkToggled } from './talk-key.ts'
import { NO_CAPTIONS, replyOf, type ConversationState } from './state.ts'
import { andThen, step, type Step } from './step.ts'
import { keepForgotten, onCarriedTranscript } from './withdraw.ts'
import { onVoice } from './voice.ts'
import { followUpLeftMs, onFollowUpTimer, onWoken, openFollowUp } from './wake.ts'
import { endsBySilence } from './way-in.ts'
import { isWoken } from './woken.ts'

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
  const reacted = andThen(
    andThen(react(state, event, policy), (state) => letGo(state, event.atMs)),
    (state) => settle(state, event.atMs, policy),
  )
  const settled = andThen(
    andThen(andThen(reacted, duckWhileSpokenOver), (state) => watchPlayback(before, state, policy)),
    (state) => waitForYes(before, state, policy),
  )
  const kept = withoutRecord(before, {
    ...settled,
    effects: [...settled.effects, ...keepForgotten(before, settled)],
  })
  return kept.state === state
    ? kept
    : { ...kept, state: { ...kept.state, revision: state.revision + 1 } }
}

const react = (
  state: ConversationState,
  event: ConversationEvent,
  policy: ConversationPolicy,
): Step => {
  switch (event.type) {
    case 'talk-pressed':
      return andThen(endRehearsal(state), (quiet) => onTalkPressed(quiet, event, policy))
    case 'talk-released':
      return onTalkReleased(state, event, policy)
    case 'talk-toggled':
      return andThen(endRehearsal(state), (quiet) => onTalkToggled(quiet, event.atMs, policy))
    case 'cancel':
      return andThen(endRehearsal(state), (quiet) => onCancel(quiet, event))
    case 'open-conversation-set':
      return onOpenConversationSet(state, event.open)
    case 'muted-set':
      return onMutedSet(state, event.muted)
    case 'conversation-started':
      // What is under way belongs to the old conversation and ends with it; an order that began the new one
      // is answered in it.
      return andThen(
        event.forgets === true
          ? takeOffRecord(state, event.atMs)
          : state.exchange === null || state.exchange.stage.kind === 'acting'
            ? step(state)
            : onCancel(state, { by: 'command', atMs: event.atMs }),
        (state) =>
          step(
            {
              ...state,
              conversationId: event.conversationId,
              history: event.history ?? [],
              carry: null,
              confirming: null,
              cutOff: null,
              saidLast: null,
              listening: isBeingLetGo(state) ? state.listening : withOwnExchange(state),
              captions: state.exchange === null ? NO_CAPTIONS : state.captions,
            },
            // The model reads an old conversation while the person thinks of what to say.
            ...(event.history === undefined
              ? []
              : [{ type: 'prewarm', history: event.history, text: null } as const]),
          ),
      )
    case 'attention-dismissed':
      return state.attention === null ? step(state) : step({ ...state, attention: null })
    case 'attention-raised':
      return step({
        ...state,
        attention: event.error,
        overcome: event.goesOn === true ? event.error : null,
      })
    case 'attention-resolved':
      return onAttentionResolved(state, event)
    case 'rehearsed':
      return rehearse(state, event.text)
    case 'announcement':
      return onAnnouncement(state, event.text)
    case 'announcement-withdrawn':
      return state.announcement === event.text
        ? step({ ...state, announcement: null })
        : step(state)
    case 'settings-changed':
      return step(state, { type: 'allow-microphone', allowed: !state.muted })
    case 'woken':
      return andThen(endRehearsal(state), (quiet) => onWoken(quiet, event, policy))
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
    case 'voice':
      return onVoice(state, event, policy)
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
        : onGenerationDone(state, { ...event, failure: event.cut ?? null }, policy)
    case 'generation-failed':
      return onGenerationFailed(state, event, policy)
    case 'clause-synthesized':
      return onSynthesized(state, event)
    case 'synthesis-failed':
      return onSpeechFailed(state, event)
    case 'acted':
      return onActed(state, event, policy)
    case 'confirm-answered':
      return onConfirmAnswered(state, event.yes)
    case 'language-model-ready':
      return step(state, { type: 'prewarm', history: state.history, text: null })
  }
}

const onAttentionResolved = (
  state: ConversationState,
  { codes, part }: Extract<ConversationEvent, { type: 'attention-resolved' }>,
): Step => {
  const { attention } = state
  const isMeant =
    attention !== null &&
    codes.includes(attention.code) &&
    (part === undefined || attention.params?.['part'] === part)
  return isMeant ? step({ ...state, attention: null }) : step(state)
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
    case 'confirm':
      return onConfirmTimer(state)
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
    case 'detection-works':
      return state.attention?.code === 'audio.detection-failed'
        ? step({ ...state, attention: null })
        : step(state)
    case 'utterance-end':
      return onUtteranceEnd(state, event, policy)
    case 'playback-start':
      return onPlaybackStart(state, event.generation, event.atMs)
    case 'playback-progress':
      return onPlaybackProgress(state, event)
    case 'playback-end':
      return onPlaybackEnd(state, event.generation, event.atMs)
    case 'playback-failed':
      return onSpeechFailed(state, { ...event, index: null, atMs })
  }
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

const onOpenConversationSet = (state: ConversationState, open: boolean): Step => {
  if (open === state.openConversation) return step(state)
  const next = { ...state, openConversation: open, attention: null }
  if (open || state.listening.kind === 'closed' || state.listening.way !== 'open') {
    return step(next)
  }
  return endListening(next)
}

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
    if (exchange === null && state.confirming !== null) {
      return openEar(state, { way: 'follow-up', capture: 'on-speech' }, policy)
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
    if (state.confirming !== null && !state.openConversation) {
      return step({ ...state, listening: { ...listening, way: 'follow-up', bargeIn: false } })
    }
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
