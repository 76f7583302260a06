import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type {
  ConversationItem,
  RealtimeResponse,
  RealtimeResponseStatus,
} from 'openai/resources/realtime/realtime'
import type { ProviderScript, ScriptedReply } from './provider-script.ts'
import type { RealtimeConversation } from './realtime-conversation.ts'
import type { Emit } from './realtime-events.ts'
import type { RealtimeResponseFault } from './realtime-fault.ts'
import { sendMessage } from './realtime-message.ts'

/**
 * One response of a realtime session, from `response.created` to `response.done`.
 *
 * Invariants:
 * 1. What was added is done: every item that is begun is ended, cancelled or not.
 * 2. The transcript never runs behind the sound, but where a fault says so.
 * 3. After `cancel` no further sound is sent.
 */

interface ResponseWork {
  readonly responseId: string
  readonly newId: (prefix: string) => string
  readonly emit: Emit
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
  /** Sends what is no event of the protocol. */
  readonly sendRaw: (event: unknown) => void
}

/** What the parts of a response share while it runs. */
export interface ResponseStream {
  readonly work: ResponseWork
  readonly signal: AbortSignal
  /** Resolves when the response is cancelled, at the earliest now. */
  readonly cancelled: () => Promise<void>
  readonly usage: { textTokens: number; audioTokens: number }
  readonly beginItem: (id: string, item: ConversationItem, outputIndex: number) => void
  readonly endItem: (id: string, item: ConversationItem, outputIndex: number, text: string) => void
}

export interface RunningResponse {
  readonly id: string
  /** Ends it with what was sent so far; no effect on one that is over. */
  readonly cancel: () => void
  readonly over: Promise<void>
}

const createStream = (
  work: ResponseWork,
  signal: AbortSignal,
  output: ConversationItem[],
): ResponseStream => {
  const { emit, conversation, responseId } = work
  return {
    work,
    signal,
    usage: { textTokens: 0, audioTokens: 0 },
    cancelled: () =>
      new Promise((resolve) => {
        if (signal.aborted) resolve()
        else signal.addEventListener('abort', () => resolve(), { once: true })
      }),
    beginItem: (id, item, outputIndex) => {
      const at = { response_id: responseId, output_index: outputIndex }
      emit({ type: 'response.output_item.added', ...at, item })
      if (conversation === null) return
      conversation.insert({ id, item, text: '', audioMs: 0, isTruncated: false })
      emit({ type: 'conversation.item.added', previous_item_id: conversation.before(id), item })
    },
    endItem: (id, item, outputIndex, text) => {
      output.push(item)
      if (conversation?.find(id) !== undefined) {
        conversation.update(id, (old) => ({ ...old, item, ...(old.isTruncated ? {} : { text }) }))
        emit({ type: 'conversation.item.done', previous_item_id: conversation.before(id), item })
      }
      const at = { response_id: responseId, output_index: outputIndex }
      emit({ type: 'response.output_item.done', ...at, item })
    },
  }
}

const sendToolCall = (
  { work, beginItem, endItem }: ResponseStream,
  call: NonNullable<ScriptedReply['toolCall']>,
  outputIndex: number,
): void => {
  const { emit, newId, responseId } = work
  const id = newId('item')
  const callId = newId('call')
  const args = JSON.stringify(call.arguments)
  const item = (status: 'in_progress' | 'completed', given: string): ConversationItem => ({
    id,
    object: 'realtime.item',
    type: 'function_call',
    status,
    name: call.name,
    call_id: callId,
    arguments: given,
  })
  const at = { response_id: responseId, item_id: id, output_index: outputIndex, call_id: callId }
  beginItem(id, item('in_progress', ''), outputIndex)
  for (const delta of args.match(/.{1,8}/gs) ?? [])
    emit({ type: 'response.function_call_arguments.delta', ...at, delta })
  emit({ type: 'response.function_call_arguments.done', ...at, name: call.name, arguments: args })
  endItem(id, item('completed', args), outputIndex, '')
}

/** Starts a response; what it sends goes out by `emit`. */
export const runResponse = (work: ResponseWork): RunningResponse => {
  const { responseId, emit, fault, modality, conversation } = work
  const abort = new AbortController()
  const { signal } = abort
  const output: ConversationItem[] = []
  const stream = createStream(work, signal, output)

  const response = (status: NonNullable<RealtimeResponse['status']>): RealtimeResponse => ({
    object: 'realtime.response',
    id: responseId,
    status,
    output: [...output],
    output_modalities: [modality],
    ...(conversation === null ? {} : { conversation_id: 'conv_1' }),
    max_output_tokens: 'inf',
    metadata: null,
  })
  const done = (
    status: NonNullable<RealtimeResponse['status']>,
    details?: RealtimeResponseStatus,
  ): void => {
    const { textTokens, audioTokens } = stream.usage
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

  /** False when the reply was broken off and its end is told elsewhere or never. */
  const sendReply = async (): Promise<boolean> => {
    const reply = await work.reply()
    if (signal.aborted) return true
    const whole = reply.text === '' || (await sendMessage(stream, reply))
    if (signal.aborted) return true
    if (!whole) {
      if (fault?.kind === 'incomplete')
        done('incomplete', { type: 'incomplete', reason: fault.reason })
      return false
    }
    if (reply.toolCall !== undefined)
      sendToolCall(stream, reply.toolCall, reply.text === '' ? 0 : 1)
    return true
  }

  const sendInstead = async ({
    events,
    delayMs,
    repeats,
  }: Extract<RealtimeResponseFault, { kind: 'instead' }>): Promise<void> => {
    const all = events(responseId)
    for (let at = 0; !signal.aborted; at += 1) {
      const event = at < all.length || repeats !== true ? all[at] : all.at(-1)
      if (event === undefined) return
      if (delayMs === undefined) await nextTurn()
      else await wait(delayMs)
      work.sendRaw(event)
    }
  }

  const run = async (): Promise<void> => {
    if (fault?.kind === 'ignore') return
    if (fault?.kind === 'instead') {
      await sendInstead(fault)
      return
    }
    emit({ type: 'response.created', response: response('in_progress') })
    if (fault?.kind === 'never-answer') await stream.cancelled()
    if (fault?.kind === 'fail') {
      const { type, code, message } = fault.error
      // The published type of the error has no message; the service sends one.
      const error = { type, code: code ?? type, message }
      done('failed', { type: 'failed', error })
      return
    }
    if (!signal.aborted && !(await sendReply())) return
    if (signal.aborted) done('cancelled', { type: 'cancelled', reason: 'client_cancelled' })
    else done('completed')
  }

  return { id: responseId, cancel: () => abort.abort(), over: run() }
}
