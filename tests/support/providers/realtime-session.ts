import type { ConversationItem } from 'openai/resources/realtime/realtime'
import { fromPcm16 } from '../sound-lab/wave-file.ts'
import type { Sound } from '../sound-lab/sound.ts'
import { badRequest, type ApiError } from './api-errors.ts'
import { tokensOf } from './answer.ts'
import type { ProviderScript } from './provider-script.ts'
import {
  parseClientEvent,
  type CreatedItem,
  type RealtimeClientMessage,
} from './realtime-client-events.ts'
import { createRealtimeConversation, type RealtimeItem } from './realtime-conversation.ts'
import type { RealtimeResponseFault, RealtimeTranscriptFault } from './realtime-fault.ts'
import { runResponse, type RunningResponse, type ServerEventBody } from './realtime-response.ts'
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

const RATE_HZ = 24_000
/** The service's least sound of a commit. */
const MINIMUM_COMMIT_MS = 100

export interface RealtimeSessionOptions {
  readonly model: string
  readonly script: ProviderScript
  readonly expiresAtMs: number
  /** How much faster than it sounds a reply is sent. */
  readonly timesRealTime: number
  readonly emit: (event: ServerEventBody) => void
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

const textOfItem = (item: CreatedItem): string => {
  switch (item.type) {
    case 'message':
      return item.content
        .map((part) => (part.type === 'input_audio' ? (part.transcript ?? '') : part.text))
        .join('')
    case 'function_call':
      return ''
    case 'function_call_output':
      return item.output
  }
}

const roleOf = ({ item }: RealtimeItem): string =>
  item.type === 'message' ? item.role : item.type === 'function_call_output' ? 'tool' : 'assistant'

export const createRealtimeSession = (options: RealtimeSessionOptions): RealtimeSession => {
  const { script } = options
  const conversation = createRealtimeConversation()
  const heard: Sound[] = []
  let counter = 0
  const newId = (prefix: string): string => `${prefix}_${++counter}`
  let config = initialConfig(newId('sess'), options.model, options.expiresAtMs)
  let buffered: Buffer[] = []
  let running: RunningResponse | null = null
  let ended = false
  /** What is still being understood; a response waits for it. */
  const pending = new Set<Promise<void>>()

  const emit = (event: ServerEventBody): void => {
    if (!ended) options.emit(event)
  }
  const refuse = (error: ApiError, eventId: string | null): null => {
    const { message, type, code, param } = error
    emit({
      type: 'error',
      error: { type, code, message, param: param ?? null, event_id: eventId },
    })
    return null
  }
  const coded = (code: string, message: string, param?: string): ApiError => ({
    ...badRequest(message, param),
    code,
  })

  const addItem = (entry: RealtimeItem, previousId?: string): void => {
    conversation.insert(entry, previousId)
    const previous = conversation.before(entry.id)
    emit({ type: 'conversation.item.added', previous_item_id: previous, item: entry.item })
    emit({ type: 'conversation.item.done', previous_item_id: previous, item: entry.item })
  }

  /** Understands an utterance, and tells the client where it asked for transcripts. */
  const understand = async (id: string, sound: Sound): Promise<void> => {
    const text = await script.transcribe(sound)
    const entry = conversation.find(id)
    if (entry !== undefined) conversation.replace({ ...entry, text })
  }
  const tellTranscript = async (
    id: string,
    understood: Promise<void>,
    seconds: number,
    fault: RealtimeTranscriptFault | null,
  ): Promise<void> => {
    await understood
    const entry = conversation.find(id)
    if (entry === undefined || fault?.kind === 'never') return
    const at = { item_id: id, content_index: 0 }
    if (fault?.kind === 'fail') {
      const { type, code, message } = fault.error
      emit({
        type: 'conversation.item.input_audio_transcription.failed',
        ...at,
        error: { type, message, ...(code === null ? {} : { code }) },
      })
      return
    }
    const tell = () => {
      const transcript = entry.text ?? ''
      for (const delta of tokensOf(transcript))
        emit({ type: 'conversation.item.input_audio_transcription.delta', ...at, delta })
      emit({
        type: 'conversation.item.input_audio_transcription.completed',
        ...at,
        transcript,
        usage: { type: 'duration', seconds },
      })
    }
    if (fault?.kind === 'late') setTimeout(tell, fault.delayMs).unref()
    else tell()
  }

  const commit = (eventId: string | null): void => {
    const bytes = Buffer.concat(buffered)
    const lengthMs = (bytes.length / 2 / RATE_HZ) * 1000
    if (lengthMs < MINIMUM_COMMIT_MS) {
      refuse(
        coded(
          'input_audio_buffer_commit_empty',
          `Error committing input audio buffer: buffer too small. Expected at least ${MINIMUM_COMMIT_MS}ms of audio, but buffer only has ${lengthMs.toFixed(2)}ms of audio.`,
        ),
        eventId,
      )
      return
    }
    buffered = []
    const sound: Sound = { samples: fromPcm16(bytes), sampleRateHz: RATE_HZ }
    heard.push(sound)
    const id = newId('item')
    const item: ConversationItem = {
      id,
      object: 'realtime.item',
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio' }],
    }
    emit({
      type: 'input_audio_buffer.committed',
      item_id: id,
      previous_item_id: conversation.items().at(-1)?.id ?? null,
    })
    addItem({ id, item, text: null, audioMs: 0 })
    const understood = understand(id, sound)
    pending.add(understood)
    void understood.finally(() => pending.delete(understood))
    if (config.audio.input.transcription !== null)
      void tellTranscript(id, understood, lengthMs / 1000, options.nextTranscriptFault())
  }

  const createItem = (
    event: RealtimeClientMessage & { type: 'conversation.item.create' },
  ): void => {
    const eventId = event.event_id ?? null
    const previousId = event.previous_item_id ?? undefined
    const id = event.item.id ?? newId('item')
    if (conversation.find(id) !== undefined) {
      refuse(
        coded('item_create_duplicate_id', `Item '${id}' is there already.`, 'item.id'),
        eventId,
      )
      return
    }
    if (previousId !== undefined && previousId !== 'root' && !conversation.find(previousId)) {
      refuse(
        coded('item_create_invalid_previous_item_id', `There is no item '${previousId}'.`),
        eventId,
      )
      return
    }
    const item = {
      ...event.item,
      id,
      object: 'realtime.item',
      status: event.item.status ?? 'completed',
    } as ConversationItem
    addItem({ id, item, text: textOfItem(event.item), audioMs: 0 }, previousId)
  }

  const truncate = (
    event: RealtimeClientMessage & { type: 'conversation.item.truncate' },
  ): void => {
    const eventId = event.event_id ?? null
    const entry = conversation.find(event.item_id)
    const { item_id: id, audio_end_ms: endMs } = event
    if (entry === undefined) {
      refuse(coded('item_truncate_invalid_item_id', `There is no item '${id}'.`), eventId)
      return
    }
    if (entry.audioMs === 0) {
      refuse(
        coded('unsupported_content_type', 'Only model output audio messages can be truncated'),
        eventId,
      )
      return
    }
    if (endMs > entry.audioMs) {
      refuse(
        coded(
          'invalid_value',
          `Audio content of ${Math.floor(entry.audioMs)}ms is already shorter than ${endMs}ms`,
          'audio_end_ms',
        ),
        eventId,
      )
      return
    }
    // The service drops the text of what was not heard; it does not say how much that is.
    const tokens = tokensOf(entry.text ?? '')
    const kept = tokens.slice(0, Math.floor((tokens.length * endMs) / entry.audioMs)).join('')
    conversation.replace({ ...entry, text: kept, audioMs: endMs })
    emit({
      type: 'conversation.item.truncated',
      item_id: id,
      content_index: 0,
      audio_end_ms: endMs,
    })
  }

  const messages = (instructions: string) => [
    ...(instructions === '' ? [] : [{ role: 'system', text: instructions }]),
    ...conversation.items().map((entry) => ({ role: roleOf(entry), text: entry.text ?? '' })),
  ]

  const createResponse = (event: RealtimeClientMessage & { type: 'response.create' }): void => {
    const aside = event.response?.conversation === 'none'
    if (running !== null && !aside) {
      refuse(
        coded(
          'conversation_already_has_active_response',
          `Conversation already has an active response in progress: ${running.id}. Wait until the response is finished before creating a new one.`,
        ),
        event.event_id ?? null,
      )
      return
    }
    const instructions = event.response?.instructions ?? config.instructions
    const modality = (event.response?.output_modalities ?? config.output_modalities)[0] ?? 'audio'
    const { voice, speed } = config.audio.output
    let asked = messages(instructions)
    const response = runResponse({
      responseId: newId('resp'),
      newId,
      emit,
      conversation: aside ? null : conversation,
      reply: async () => {
        await Promise.all(pending)
        asked = messages(instructions)
        return script.reply({ model: config.model, messages: asked })
      },
      speak: script.speak,
      voice: typeof voice === 'string' ? voice : voice.id,
      speed,
      model: config.model,
      modality,
      inputTokens: () => asked.reduce((sum, { text }) => sum + tokensOf(text).length, 0),
      timesRealTime: options.timesRealTime,
      fault: options.nextResponseFault(),
      breakConnection: options.breakConnection,
    })
    if (aside) return
    running = response
    void response.over.finally(() => {
      if (running === response) running = null
    })
  }

  const cancel = (event: RealtimeClientMessage & { type: 'response.cancel' }): void => {
    if (running === null || (event.response_id ?? running.id) !== running.id) {
      refuse(
        coded('response_cancel_not_active', 'Cancellation failed: no active response found'),
        event.event_id ?? null,
      )
      return
    }
    running.cancel()
  }

  const withItem = (
    event: { readonly item_id: string; readonly event_id?: string | undefined },
    code: string,
    act: (entry: RealtimeItem) => void,
  ): void => {
    const entry = conversation.find(event.item_id)
    if (entry === undefined)
      refuse(coded(code, `There is no item '${event.item_id}'.`), event.event_id ?? null)
    else act(entry)
  }

  const apply = (event: RealtimeClientMessage): void => {
    switch (event.type) {
      case 'session.update':
        config = updateConfig(config, event.session)
        emit({ type: 'session.updated', session: toldSession(config) })
        return
      case 'input_audio_buffer.append':
        if (config.audio.input.turn_detection === null)
          buffered.push(Buffer.from(event.audio, 'base64'))
        else
          refuse(
            coded('turn_detection_not_served', 'Set audio.input.turn_detection to null here.'),
            event.event_id ?? null,
          )
        return
      case 'input_audio_buffer.commit':
        commit(event.event_id ?? null)
        return
      case 'input_audio_buffer.clear':
        buffered = []
        emit({ type: 'input_audio_buffer.cleared' })
        return
      case 'conversation.item.create':
        createItem(event)
        return
      case 'conversation.item.retrieve':
        withItem(event, 'item_retrieve_invalid_item_id', ({ item }) =>
          emit({ type: 'conversation.item.retrieved', item }),
        )
        return
      case 'conversation.item.delete':
        withItem(event, 'item_delete_invalid_item_id', ({ id }) => {
          conversation.remove(id)
          emit({ type: 'conversation.item.deleted', item_id: id })
        })
        return
      case 'conversation.item.truncate':
        truncate(event)
        return
      case 'response.create':
        createResponse(event)
        return
      case 'response.cancel':
        cancel(event)
    }
  }

  emit({ type: 'session.created', session: toldSession(config) })
  return {
    receive: (text) => {
      const parsed = parseClientEvent(text)
      if ('error' in parsed) return refuse(parsed.error, parsed.eventId)
      apply(parsed.event)
      return parsed.event
    },
    config: () => config,
    items: conversation.items,
    heard: () => heard,
    end: () => {
      ended = true
      running?.cancel()
    },
  }
}
