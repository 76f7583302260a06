import { CodedFailure, type ErrorCode } from '../../contracts/errors.ts'
import type { ChatMessage, FinishReason } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModelPart } from '../ports.ts'
import { joinedBeginning, type Continuation } from './chat-messages.ts'
import type { ProviderConnection } from './connection.ts'
import { estimatedTokens } from './estimated-tokens.ts'
import { filtered, providerFailure } from './failures.ts'
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
  const last = messages.at(-1)
  const before = continuation === 'ask' && last?.role === 'assistant' ? last.text : null
  const call = beginCall(connection, 'text', signal)
  const thinking = createThinkingFilter()
  let deltas = 0
  let end: 'stop' | 'length' | 'filtered' | null = null
  let usage = { promptTokens: 0, completionTokens: 0 }
  let failure: CodedFailure | null = null
  const say = function* (text: string): Generator<LanguageModelPart, void> {
    const said = deltas === 0 && before !== null ? joinedBeginning(before, text) : text
    if (said === '') return
    if (deltas === 0) call.spoken()
    deltas += 1
    yield { type: 'delta', text: said }
  }
  try {
    for await (const event of request.stream(call)) {
      // What was on its way when it was stopped is not said any more.
      if (signal.aborted) break
      if (end === null) call.progress()
      if (event.type === 'text') yield* say(thinking.push(event.text))
      else if (event.type === 'end') end = event.reason
      else if (event.type === 'usage') usage = event
      if (event.type === 'end') call.whole()
    }
    if (!signal.aborted) yield* say(thinking.flush())
  } catch (error) {
    failure = providerFailure(error, connection, call.begun())
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
  const finish = (finishReason: FinishReason) => ({
    type: 'finish' as const,
    finishReason,
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens || deltas,
  })
  // An abort while the stream stands still ends it without an error.
  if (signal.aborted) {
    yield finish('cancelled')
    return
  }
  // A reply that has said why it is over is whole, whatever becomes of the connection behind it.
  if (end === null) throw call.stalled() ?? failure ?? endedEarly(connection, call.begun())
  // Behind a reply that was whole already there is nothing to say.
  const isAdded = last?.role === 'assistant' && end === 'stop'
  if (deltas === 0 && !isAdded) {
    const code = end === 'stop' ? 'provider.unreadable' : 'provider.refused'
    throw failureOf(connection, code, `no text, finish_reason ${end}`)
  }
  const finished = finish(end === 'length' ? 'length' : 'stop')
  yield end === 'filtered' ? { ...finished, cut: filtered(connection).error } : finished
}

const failureOf = (
  { provider, model }: ProviderConnection,
  code: ErrorCode,
  detail: string,
): CodedFailure => new CodedFailure({ code, detail, params: { provider, model } })

const endedEarly = (connection: ProviderConnection, begun: boolean): CodedFailure =>
  begun
    ? failureOf(connection, 'provider.cut-off', 'no finish_reason')
    : failureOf(connection, 'provider.unreadable', 'no event')
