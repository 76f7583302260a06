import type { Sound } from '../sound-lab/sound.ts'
import type { ApiError } from './api-errors.ts'
import { tokensOf } from './answer.ts'
import type { ProviderScript } from './provider-script.ts'
import { parseClientEvent, type RealtimeClientMessage } from './realtime-client-events.ts'
import { createRealtimeConversation, type RealtimeItem } from './realtime-conversation.ts'
import { errorEvent, refusal, type Emit } from './realtime-events.ts'
import type { RealtimeResponseFault, RealtimeTranscriptFault } from './realtime-fault.ts'
import { createRealtimeHearing } from './realtime-hearing.ts'
import {
  createItem,
  deleteItem,
  retrieveItem,
  truncateItem,
  type ItemContext,
} from './realtime-items.ts'
import { runResponse, type RunningResponse } from './realtime-response.ts'
import {
  initialConfig,
  toldSession,
  updateConfig,
  type SessionConfig,
} from './realtime-session-config.ts'

/**
 * One session of the realtime protocol, apart from its socket.
 *
 * Invariants:
 * 1. At most one response of the conversation runs at a time; a second is refused.
 * 2. An item is told of (`added`) before anything about it, and is done before its response is.
 * 3. What a client sends wrong changes nothing but for an `error` event that names it.
 * 4. The turns are the client's: with `turn_detection` on, sound is refused, since nobody listens here.
 */

interface RealtimeSessionOptions {
  readonly model: string
  readonly script: ProviderScript
  readonly expiresAtMs: number
  /** How much faster than it sounds a reply is sent. */
  readonly timesRealTime: number
  readonly emit: Emit
  /** Sends what is no event of the protocol. */
  readonly sendRaw: (event: unknown) => void
  readonly nextResponseFault: () => RealtimeResponseFault | null
  readonly nextTranscriptFault: () => RealtimeTranscriptFault | null
  readonly breakConnection: (fault: RealtimeResponseFault) => void
}

export interface RealtimeSession {
  /** Takes a message of the client; the event in it, or null where it was refused. */
  readonly receive: (text: string) => RealtimeClientMessage | null
  readonly config: () => SessionConfig
  readonly items: () => readonly RealtimeItem[]
  /** The utterances that were committed. */
  readonly heard: () => readonly Sound[]
  /** Stops what runs; nothing is emitted after it. */
  readonly end: () => void
}

const roleOf = ({ item }: RealtimeItem): string =>
  item.type === 'message' ? item.role : item.type === 'function_call_output' ? 'tool' : 'assistant'

export const createRealtimeSession = (options: RealtimeSessionOptions): RealtimeSession => {
  const { script } = options
  let counter = 0
  let ended = false
  let running: RunningResponse | null = null
  const newId = (prefix: string): string => `${prefix}_${++counter}`
  const emit: Emit = (event) => {
    if (!ended) options.emit(event)
  }
  let config = initialConfig(newId('sess'), options.model, options.expiresAtMs)
  const conversation = createRealtimeConversation()
  const context: ItemContext = { conversation, emit, newId }
  const hearing = createRealtimeHearing(context, script.transcribe, options.nextTranscriptFault)

  const messages = (instructions: string) => [
    ...(instructions === '' ? [] : [{ role: 'system', text: instructions }]),
    ...conversation.items().map((entry) => ({ role: roleOf(entry), text: entry.text ?? '' })),
  ]

  const createResponse = (
    asked: (RealtimeClientMessage & { type: 'response.create' })['response'],
  ): ApiError | null => {
    const aside = asked?.conversation === 'none'
    if (running !== null && !aside)
      return refusal(
        'conversation_already_has_active_response',
        `Conversation already has an active response in progress: ${running.id}. Wait until the response is finished before creating a new one.`,
      )
    const instructions = asked?.instructions ?? config.instructions
    const { voice, speed } = config.audio.output
    let prompt = messages(instructions)
    const response = runResponse({
      responseId: newId('resp'),
      newId,
      emit,
      conversation: aside ? null : conversation,
      reply: async () => {
        await hearing.understood()
        prompt = messages(instructions)
        return script.reply({ model: config.model, messages: prompt })
      },
      speak: script.speak,
      voice: typeof voice === 'string' ? voice : voice.id,
      speed,
      model: config.model,
      modality: (asked?.output_modalities ?? config.output_modalities)[0] ?? 'audio',
      inputTokens: () => prompt.reduce((sum, { text }) => sum + tokensOf(text).length, 0),
      timesRealTime: options.timesRealTime,
      fault: options.nextResponseFault(),
      breakConnection: options.breakConnection,
      sendRaw: options.sendRaw,
    })
    if (aside) return null
    running = response
    void response.over.finally(() => {
      if (running === response) running = null
    })
    return null
  }

  const cancelResponse = (id: string | undefined): ApiError | null => {
    if (running === null || (id ?? running.id) !== running.id)
      return refusal('response_cancel_not_active', 'Cancellation failed: no active response found')
    running.cancel()
    return null
  }

  /** Does what an event asks for; why it is refused, or null. */
  const apply = (event: RealtimeClientMessage): ApiError | null => {
    switch (event.type) {
      case 'session.update':
        config = updateConfig(config, event.session)
        emit({ type: 'session.updated', session: toldSession(config) })
        return null
      case 'input_audio_buffer.append':
        if (config.audio.input.turn_detection !== null)
          return refusal(
            'turn_detection_not_served',
            'Set audio.input.turn_detection to null here.',
          )
        hearing.append(event.audio)
        return null
      case 'input_audio_buffer.commit':
        return hearing.commit(config.audio.input.transcription !== null)
      case 'input_audio_buffer.clear':
        hearing.clear()
        emit({ type: 'input_audio_buffer.cleared' })
        return null
      case 'conversation.item.create':
        return createItem(context, event)
      case 'conversation.item.retrieve':
        return retrieveItem(context, event)
      case 'conversation.item.delete':
        return deleteItem(context, event)
      case 'conversation.item.truncate':
        return truncateItem(context, event)
      case 'response.create':
        return createResponse(event.response)
      case 'response.cancel':
        return cancelResponse(event.response_id)
    }
  }

  emit({ type: 'session.created', session: toldSession(config) })
  return {
    receive: (text) => {
      const parsed = parseClientEvent(text)
      if ('error' in parsed) {
        emit(errorEvent(parsed.error, parsed.eventId))
        return null
      }
      const refused = apply(parsed.event)
      if (refused === null) return parsed.event
      emit(errorEvent(refused, parsed.event.event_id ?? null))
      return null
    },
    config: () => config,
    items: conversation.items,
    heard: hearing.heard,
    end: () => {
      ended = true
      running?.cancel()
    },
  }
}
