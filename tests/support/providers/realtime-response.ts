import { setTimeout as wait } from 'node:timers/promises'
import type {
  ConversationItem,
  RealtimeResponse,
  RealtimeResponseStatus,
  RealtimeServerEvent,
} from 'openai/resources/realtime/realtime'
import { resample } from '../sound-lab/resample.ts'
import { toPcm16 } from '../sound-lab/wave-file.ts'
import { tokensOf } from './answer.ts'
import type { ProviderScript, ScriptedReply } from './provider-script.ts'
import type { RealtimeConversation } from './realtime-conversation.ts'
import type { RealtimeResponseFault } from './realtime-fault.ts'

/**
 * One response of a realtime session, from `response.created` to `response.done`.
 *
 * Invariants:
 * 1. What was added is done: every item that is begun is ended, cancelled or not.
 * 2. The transcript never runs behind the sound, but where a fault says so.
 * 3. After `cancel` no further sound is sent.
 */

const RATE_HZ = 24_000
/** Sound in one delta: in the order of what the service sends. */
const PIECE_MS = 100

/** Omit that keeps a union a union. */
type WithoutId<Event> = Event extends unknown ? Omit<Event, 'event_id'> : never
export type ServerEventBody = WithoutId<RealtimeServerEvent>

export interface ResponseWork {
  readonly responseId: string
  readonly newId: (prefix: string) => string
  readonly emit: (event: ServerEventBody) => void
  /** Null for a response that stays out of the conversation. */
  readonly conversation: RealtimeConversation | null
  readonly reply: () => Promise<ScriptedReply>
  readonly speak: ProviderScript['speak']
  readonly voice: string
  readonly speed: number
  readonly model: string
  readonly modality: 'text' | 'audio'
  readonly inputTokens: () => number
  readonly timesRealTime: number
  readonly fault: RealtimeResponseFault | null
  /** Does to the connection what the fault says; the response goes on by itself only if it can. */
  readonly breakConnection: (fault: RealtimeResponseFault) => void
}

export interface RunningResponse {
  readonly id: string
  /** Ends it with what was sent so far; no effect on one that is over. */
  readonly cancel: () => void
  readonly over: Promise<void>
}

/** Ends early where the response is cancelled. */
const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (ms > 0 && !signal.aborted) await wait(ms, undefined, { signal }).catch(() => undefined)
}

const forever = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

export const runResponse = (work: ResponseWork): RunningResponse => {
  const { responseId, emit, newId, fault, modality, conversation } = work
  const cancelled = new AbortController()
  const { signal } = cancelled
  const output: ConversationItem[] = []
  let audioTokens = 0
  let textTokens = 0

  const response = (status: RealtimeResponse['status']): RealtimeResponse => ({
    object: 'realtime.response',
    id: responseId,
    status: status ?? 'in_progress',
    output: [...output],
    output_modalities: [modality],
    ...(conversation === null ? {} : { conversation_id: 'conv_1' }),
    max_output_tokens: 'inf',
    metadata: null,
  })

  const done = (status: RealtimeResponse['status'], details?: RealtimeResponseStatus) => {
    const inputTokens = work.inputTokens()
    emit({
      type: 'response.done',
      response: {
        ...response(status),
        ...(details === undefined ? {} : { status_details: details }),
        usage: {
          total_tokens: inputTokens + textTokens + audioTokens,
          input_tokens: inputTokens,
          output_tokens: textTokens + audioTokens,
          input_token_details: { text_tokens: inputTokens, audio_tokens: 0, cached_tokens: 0 },
          output_token_details: { text_tokens: textTokens, audio_tokens: audioTokens },
        },
      },
    })
    emit({
      type: 'rate_limits.updated',
      rate_limits: [{ name: 'tokens', limit: 40_000, remaining: 39_000, reset_seconds: 1.5 }],
    })
  }

  const beginItem = (id: string, item: ConversationItem, outputIndex: number) => {
    emit({
      type: 'response.output_item.added',
      response_id: responseId,
      output_index: outputIndex,
      item,
    })
    if (conversation === null) return
    conversation.insert({ id, item, text: '', audioMs: 0 })
    emit({ type: 'conversation.item.added', previous_item_id: conversation.before(id), item })
  }

  const endItem = (
    id: string,
    item: ConversationItem,
    outputIndex: number,
    text: string,
    audioMs: number,
  ) => {
    output.push(item)
    if (conversation?.find(id) !== undefined) {
      conversation.replace({ id, item, text, audioMs })
      emit({ type: 'conversation.item.done', previous_item_id: conversation.before(id), item })
    }
    emit({
      type: 'response.output_item.done',
      response_id: responseId,
      output_index: outputIndex,
      item,
    })
  }

  /** Lets a fault happen whose time has come; true when the response ends with it. */
  const breakNow = async (due: RealtimeResponseFault): Promise<boolean> => {
    if (due.kind === 'stall') await forever(signal)
    else if (due.kind !== 'incomplete') work.breakConnection(due)
    return due.kind !== 'error-event' && due.kind !== 'malformed'
  }

  /** The spoken or written message; false when it did not get to its end. */
  const sendMessage = async (reply: ScriptedReply): Promise<boolean> => {
    const id = newId('item')
    const at = { response_id: responseId, item_id: id, output_index: 0, content_index: 0 }
    const spoken = modality === 'audio'
    const message = (
      status: 'in_progress' | 'completed' | 'incomplete',
      said?: string,
    ): ConversationItem => ({
      id,
      object: 'realtime.item',
      type: 'message',
      role: 'assistant',
      status,
      content:
        said === undefined
          ? []
          : [
              spoken
                ? { type: 'output_audio', transcript: said }
                : { type: 'output_text', text: said },
            ],
    })
    const part = (said: string) =>
      spoken ? { type: 'audio' as const, transcript: said } : { type: 'text' as const, text: said }
    beginItem(id, message('in_progress'), 0)
    emit({ type: 'response.content_part.added', ...at, part: part('') })

    const tokens = [...tokensOf(reply.text)]
    const count = tokens.length
    let said = ''
    const sayUpTo = (share: number) => {
      while (tokens.length > 0 && count - tokens.length < share * count) {
        const delta = tokens.shift() ?? ''
        said += delta
        textTokens++
        emit(
          spoken
            ? { type: 'response.output_audio_transcript.delta', ...at, delta }
            : { type: 'response.output_text.delta', ...at, delta },
        )
      }
    }
    let sentMs = 0
    let broken = false
    if (spoken) {
      const { voice, speed, model } = work
      const sound = resample(await work.speak({ text: reply.text, voice, speed, model }), RATE_HZ)
      const bytes = toPcm16(sound.samples)
      const pieceBytes = (PIECE_MS * RATE_HZ * 2) / 1000
      const timesRealTime = fault?.kind === 'pace' ? fault.timesRealTime : work.timesRealTime
      let due = fault !== null && 'afterAudioMs' in fault ? fault : null
      for (let start = 0; start < bytes.length && !signal.aborted; start += pieceBytes) {
        if (due !== null && sentMs >= due.afterAudioMs) {
          broken = await breakNow(due)
          due = null
          if (broken) break
        }
        const piece = bytes.subarray(start, start + pieceBytes)
        if (fault?.kind !== 'late-transcript') sayUpTo((start + piece.length) / bytes.length)
        emit({ type: 'response.output_audio.delta', ...at, delta: piece.toString('base64') })
        const pieceMs = (piece.length / 2 / RATE_HZ) * 1000
        sentMs += pieceMs
        // What the service counts: a token for 50 ms of speech.
        audioTokens += Math.ceil(pieceMs / 50)
        conversation?.replace({
          id,
          item: message('in_progress', said),
          text: said,
          audioMs: sentMs,
        })
        await pause(pieceMs / timesRealTime, signal)
      }
    }
    if (!broken && !signal.aborted) sayUpTo(1)
    const whole = tokens.length === 0 && !broken && !signal.aborted
    if (spoken) {
      emit({ type: 'response.output_audio.done', ...at })
      emit({ type: 'response.output_audio_transcript.done', ...at, transcript: said })
    } else {
      emit({ type: 'response.output_text.done', ...at, text: said })
    }
    emit({ type: 'response.content_part.done', ...at, part: part(said) })
    endItem(id, message(whole ? 'completed' : 'incomplete', said), 0, said, sentMs)
    return whole
  }

  const sendToolCall = (call: NonNullable<ScriptedReply['toolCall']>, outputIndex: number) => {
    const id = newId('item')
    const callId = newId('call')
    const item = (status: 'in_progress' | 'completed', args: string): ConversationItem => ({
      id,
      object: 'realtime.item',
      type: 'function_call',
      status,
      name: call.name,
      call_id: callId,
      arguments: args,
    })
    const at = { response_id: responseId, item_id: id, output_index: outputIndex, call_id: callId }
    const args = JSON.stringify(call.arguments)
    beginItem(id, item('in_progress', ''), outputIndex)
    for (const delta of args.match(/.{1,8}/gs) ?? [])
      emit({ type: 'response.function_call_arguments.delta', ...at, delta })
    emit({ type: 'response.function_call_arguments.done', ...at, name: call.name, arguments: args })
    endItem(id, item('completed', args), outputIndex, '', 0)
  }

  const run = async (): Promise<void> => {
    if (fault?.kind === 'ignore') return
    emit({ type: 'response.created', response: response('in_progress') })
    if (fault?.kind === 'never-answer') await forever(signal)
    if (fault?.kind === 'fail') {
      const { type, message } = fault.error
      const code = fault.error.code ?? type
      // The published type of the error has no message; the service sends one.
      const error = { type, code, message }
      done('failed', { type: 'failed', error })
      return
    }
    if (!signal.aborted) {
      const reply = await work.reply()
      const whole = reply.text === '' || signal.aborted ? true : await sendMessage(reply)
      if (!whole && !signal.aborted) {
        if (fault?.kind === 'incomplete')
          done('incomplete', { type: 'incomplete', reason: fault.reason })
        return
      }
      if (!signal.aborted && reply.toolCall !== undefined)
        sendToolCall(reply.toolCall, reply.text === '' ? 0 : 1)
    }
    if (signal.aborted) done('cancelled', { type: 'cancelled', reason: 'client_cancelled' })
    else done('completed')
  }

  return { id: responseId, cancel: () => cancelled.abort(), over: run() }
}
