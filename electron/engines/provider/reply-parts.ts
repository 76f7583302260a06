import { CodedFailure } from '../../contracts/errors.ts'
import type { ChatMessage } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-members.ts'
import type { LanguageModelPart } from '../ports.ts'
import { joinedBeginning, type Continuation } from './chat-messages.ts'
import type { ProviderConnection } from './connection.ts'
import { providerFailure } from './failures.ts'
import { beginCall, type Call } from './limits.ts'
import { createThinkingFilter } from './thinking.ts'

/** One event of a stream, whichever of the two APIs it came by. */
export type ReplyEvent =
  | { readonly type: 'text'; readonly text: string }
  /** Something that is alive and has no text: thinking, roles, usage. */
  | { readonly type: 'alive' }
  | { readonly type: 'end'; readonly reason: 'stop' | 'length' | 'filtered' }
  | {
      readonly type: 'usage'
      readonly promptTokens: number
      readonly completionTokens: number
    }

export interface ReplyCall {
  readonly connection: ProviderConnection
  readonly modelId: string
  readonly messages: readonly ChatMessage[]
  readonly continuation: Continuation
  readonly signal: AbortSignal
  readonly report: LineReport
  /** Sends the request; iterates its events. */
  readonly stream: (call: Call) => AsyncIterable<ReplyEvent>
}

/**
 * A provider's stream as a language model's parts. It ends in one `finish`, or throws: a stream that
 * ends without saying why was cut off, however quietly.
 * @throws CodedFailure `provider.*`
 */
export const replyParts = async function* (
  request: ReplyCall,
): AsyncGenerator<LanguageModelPart, void> {
  const { connection, messages, continuation, signal, report, modelId } = request
  const { provider, model } = connection
  const last = messages.at(-1)
  const before = continuation === 'ask' && last?.role === 'assistant' ? last.text : null
  const call = beginCall(connection, signal)
  const thinking = createThinkingFilter()
  let deltas = 0
  let end: 'stop' | 'length' | 'filtered' | null = null
  let usage = { promptTokens: 0, completionTokens: 0 }
  const say = function* (text: string): Generator<LanguageModelPart, void> {
    const said = deltas === 0 && before !== null ? joinedBeginning(before, text) : text
    if (said === '') return
    deltas += 1
    yield { type: 'delta', text: said }
  }
  const cancelled = (): LanguageModelPart => ({
    type: 'finish',
    finishReason: 'cancelled',
    promptTokens: usage.promptTokens,
    completionTokens: deltas,
  })
  try {
    for await (const event of request.stream(call)) {
      call.progress()
      if (event.type === 'text') yield* say(thinking.push(event.text))
      else if (event.type === 'end') end = event.reason
      else if (event.type === 'usage') usage = event
    }
    yield* say(thinking.flush())
  } catch (error) {
    if (signal.aborted) {
      yield cancelled()
      return
    }
    throw call.stalled() ?? providerFailure(error, connection, call.begun())
  } finally {
    call.end()
    if (call.begun()) {
      const completionTokens = usage.completionTokens || deltas
      report.usage({
        type: 'usage',
        model: modelId,
        promptTokens: usage.promptTokens || estimatedTokens(messages),
        completionTokens,
      })
    }
  }
  // An abort while the stream stands still ends it without an error.
  if (signal.aborted) {
    yield cancelled()
    return
  }
  const stalled = call.stalled()
  if (stalled !== null) throw stalled
  const params = { provider, model }
  if (end === null) {
    throw new CodedFailure({ code: 'provider.cut-off', detail: 'no finish_reason', params })
  }
  if (deltas === 0) {
    const code = end === 'stop' ? 'provider.unreadable' : 'provider.refused'
    throw new CodedFailure({ code, detail: `no text, finish_reason ${end}`, params })
  }
  yield {
    type: 'finish',
    finishReason: end === 'length' ? 'length' : 'stop',
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens || deltas,
  }
}

/** Where a server does not count: about four characters a token in English, one in Chinese. */
const estimatedTokens = (messages: readonly ChatMessage[]): number =>
  Math.ceil(messages.reduce((sum, { text }) => sum + Buffer.byteLength(text) / 3.5 + 4, 0))
