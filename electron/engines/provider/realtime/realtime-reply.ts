import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import { CodedFailure } from '../../../contracts/errors.ts'
import type { ChatMessage } from '../../../contracts/workers.ts'
import type { LineReport } from '../../line/line-parts.ts'
import type { LanguageModelPart } from '../../ports.ts'
import type { ProviderConnection } from '../connection.ts'
import { countOf } from '../count-of.ts'
import { estimatedTokens } from '../estimated-tokens.ts'
import { filtered, providerFailure } from '../failures.ts'
import { maskKey } from '../key-filter.ts'
import { beginCall } from '../limits.ts'
import { EventQueue } from './event-queue.ts'
import { createReplySize } from './reply-size.ts'
import { realtimeFailure, type RealtimeSession } from './realtime-session.ts'
import type { RealtimeSocket } from './socket.ts'
import { fromBase64, REALTIME_SAMPLE_RATE_HZ, SHORTEST_COMMIT_SAMPLES } from './speech-upload.ts'

interface RealtimeReplyParts {
  readonly connection: ProviderConnection
  readonly session: RealtimeSession
  readonly modelId: string
  readonly report: LineReport
  readonly instructions: string
  /** Without the system's; the last one is the person's, or the beginning of the answer. */
  readonly messages: readonly ChatMessage[]
  readonly signal: AbortSignal
  /** The sound of the last message: what of it is still to be sent, and its length; null: words only. */
  readonly speech: () => Promise<{ readonly audio: string | null; readonly samples: number } | null>
}

export interface RealtimeReply {
  readonly parts: () => AsyncGenerator<LanguageModelPart, void>
  /** It was aborted, and nobody said that any of it was heard. */
  readonly isTakenBack: () => boolean
  /** What it put into the service's conversation. */
  readonly itemIds: () => readonly string[]
  readonly heard: (heardMs: number) => void
}

const GO_ON =
  'You were cut off. Continue your last message exactly where it stops. Do not repeat any of it.'

/** Answers to what came too late: nothing is wrong. */
const HARMLESS: ReadonlySet<string> = new Set([
  'response_cancel_not_active',
  'item_not_found',
  'item_truncate_invalid_item_id',
  'item_delete_invalid_item_id',
  'input_audio_buffer_commit_empty',
])

/** Once an answer is under way an error is about something else, but for the end of the session. */
const isFatal = (error: { readonly code?: string | null }, underWay: boolean): boolean => {
  const code = error.code ?? ''
  return underWay ? code === 'session_expired' : !HARMLESS.has(code)
}

/** Something to be said or heard. */
const isSomething = (part: LanguageModelPart): boolean =>
  part.type === 'delta' ? part.text !== '' : part.type === 'sound' && part.samples.length > 0

/** One answer of a realtime service, from asking to its last sound. */
export const createReply = (request: RealtimeReplyParts): RealtimeReply => {
  const { connection, session, modelId, report, signal } = request
  const ids: string[] = []
  let socket: RealtimeSocket | null = null
  let responseId: string | null = null
  let spokenItem: string | null = null
  let asked = false
  let aborted = false
  let heardMs = 0

  /** Asks at once, without waiting for what the service makes of each step: it takes them in order. */
  const ask = async (to: RealtimeSocket): Promise<void> => {
    const last = request.messages.at(-1)
    const history = request.messages.slice(0, -1)
    const speech = last?.role === 'user' ? await request.speech() : null
    if (signal.aborted) return
    session.own(({ id, role }) => {
      ids.push(id)
      if (role === 'assistant') spokenItem ??= id
      else if (last !== undefined) session.mirror.name(id, last.text)
    })
    for (const event of session.mirror.align(history)) to.send(event)
    if (speech !== null && speech.samples >= SHORTEST_COMMIT_SAMPLES) {
      if (speech.audio !== null) {
        to.send({ type: 'input_audio_buffer.append', audio: speech.audio })
      }
      to.send({ type: 'input_audio_buffer.commit' })
    } else if (last !== undefined) {
      const before = session.mirror.items.length
      for (const event of session.mirror.tell(last)) to.send(event)
      if (last.role === 'assistant') {
        for (const event of session.mirror.tell({ role: 'user', text: GO_ON })) to.send(event)
      }
      ids.push(...session.mirror.items.slice(before).map(({ id }) => id))
    }
    asked = true
    session.answer(to)
  }

  const cancel = () => {
    aborted = true
    // Without an id the one that is under way is meant, also where it is not known here yet.
    if (asked)
      socket?.send({
        type: 'response.cancel',
        ...(responseId === null ? {} : { response_id: responseId }),
      })
  }

  const partOf = (event: RealtimeServerEvent): LanguageModelPart | null => {
    switch (event.type) {
      case 'response.output_audio_transcript.delta':
        return { type: 'delta', text: maskKey(event.delta, connection.secret), voiced: true }
      case 'response.output_text.delta':
        return { type: 'delta', text: maskKey(event.delta, connection.secret) }
      case 'response.output_audio.delta':
        return {
          type: 'sound',
          samples: fromBase64(event.delta),
          sampleRateHz: REALTIME_SAMPLE_RATE_HZ,
        }
      default:
        return null
    }
  }

  const finish = (
    event: Extract<RealtimeServerEvent, { type: 'response.done' }>,
    deltas: number,
  ): LanguageModelPart => {
    const { status, status_details: details, usage } = event.response
    const promptTokens = countOf(usage?.input_tokens)
    const completionTokens = countOf(usage?.output_tokens) || deltas
    report.usage({ type: 'usage', model: modelId, promptTokens, completionTokens })
    if (status === 'failed') throw realtimeFailure(details?.error ?? {}, connection)
    const isFiltered = status === 'incomplete' && details?.reason === 'content_filter'
    // Behind a reply that was whole already there is nothing to say.
    const isAdded = request.messages.at(-1)?.role === 'assistant' && status === 'completed'
    if (deltas === 0 && status !== 'cancelled' && !isAdded) {
      const { provider, model } = connection
      const code = isFiltered ? 'provider.refused' : 'provider.unreadable'
      throw new CodedFailure({ code, detail: `${status}`, params: { provider, model } })
    }
    const finishReason =
      status === 'cancelled' ? 'cancelled' : status === 'incomplete' ? 'length' : 'stop'
    const finished = { type: 'finish', finishReason, promptTokens, completionTokens } as const
    return isFiltered
      ? { ...finished, finishReason: 'stop', cut: filtered(connection).error }
      : finished
  }

  const parts = async function* (): AsyncGenerator<LanguageModelPart, void> {
    const call = beginCall(connection, 'text', signal)
    const size = createReplySize()
    let deltas = 0
    let events: EventQueue | null = null
    const broken = (finishReason: 'cancelled' | 'length'): LanguageModelPart => ({
      type: 'finish',
      finishReason,
      promptTokens: 0,
      completionTokens: deltas,
    })
    signal.addEventListener('abort', cancel)
    let metered = false
    try {
      if (signal.aborted) throw new Error('aborted')
      socket = await session.ready(request.instructions)
      events = new EventQueue(socket, call.signal)
      await ask(socket)
      call.progress()
      for (;;) {
        const event = await events.next()
        call.progress()
        if (event.type === 'error' && isFatal(event.error, responseId !== null)) {
          throw realtimeFailure(event.error, connection)
        }
        if (event.type === 'response.created') {
          const id = event.response.id ?? null
          if (responseId === null) responseId = id
          // One was asked for: nobody hears another, and it is paid for.
          else if (id !== null && id !== responseId) {
            socket.send({ type: 'response.cancel', response_id: id })
          }
        }
        if (event.type === 'response.done' && event.response.id === responseId) {
          metered = true
          yield finish(event, deltas)
          return
        }
        const part =
          'response_id' in event && event.response_id !== responseId ? null : partOf(event)
        if (part === null || !isSomething(part)) continue
        call.spoken()
        if (part.type === 'delta') deltas += 1
        if (size.exceeds(part)) {
          yield broken('length')
          return
        }
        yield part
      }
    } catch (error) {
      if (signal.aborted) {
        yield broken('cancelled')
        return
      }
      cancel()
      throw call.stalled() ?? providerFailure(error, connection, call.begun())
    } finally {
      signal.removeEventListener('abort', cancel)
      // Its reader went away: nobody hears the rest.
      if (!metered && !aborted) cancel()
      // What was stopped is paid for as well, and nobody waits for the service's own count.
      if (asked && !metered) {
        report.usage({
          type: 'usage',
          model: modelId,
          promptTokens: estimatedTokens(request.messages),
          completionTokens: deltas,
        })
      }
      events?.close()
      call.end()
    }
  }

  return {
    parts,
    isTakenBack: () => aborted && heardMs === 0,
    itemIds: () => ids,
    heard: (ms) => {
      heardMs = ms
      if (spokenItem === null) return
      socket?.send({
        type: 'conversation.item.truncate',
        item_id: spokenItem,
        content_index: 0,
        audio_end_ms: Math.max(0, Math.floor(ms)),
      })
    },
  }
}
