import { CodedFailure, type ErrorCode } from '../../contracts/errors.ts'
import type { ChatMessage, FinishReason } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModelPart } from '../ports.ts'
import { joinedBeginning, type Continuation } from './chat-messages.ts'
import type { ProviderConnection } from './connection.ts'
import { estimatedTokens } from './estimated-tokens.ts'
import { filtered, providerFailure } from './failures.ts'
import { createKeyFilter } from './key-filter.ts'
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

interface ReplyCall {
  readonly connection: ProviderConnection
  readonly modelId: string
  readonly messages: readonly ChatMessage[]
  readonly continuation: Continuation
  /** Those that a provider was asked for, which it may not heed. */
  readonly maximumTokens: number
  readonly signal: AbortSignal
  readonly report: LineReport
  /** Sends the request; iterates its events. */
  readonly stream: (call: Call) => AsyncIterable<ReplyEvent>
}

/** English has about four: more is a provider that was told where to stop and goes on. */
const CHARACTERS_PER_TOKEN = 8

/** Something that is seen: no white space, control characters or marks without a shape. */
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\u2800\u3164]/u
/** Blanks in front of an answer are of no use beyond this. */
const MOST_BLANKS = 100

/** The beginning of a text, not cut inside of a character. */
const upTo = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')

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
  const keys = createKeyFilter(connection.secret)
  let deltas = 0
  /** Characters that it may still have; less than none: it wanted more. */
  let room = request.maximumTokens * CHARACTERS_PER_TOKEN
  let end: 'stop' | 'length' | 'filtered' | null = null
  let usage = { promptTokens: 0, completionTokens: 0 }
  let failure: CodedFailure | null = null
  /** Blanks, until something is seen: alone they are no answer, and the next engine is to begin anew. */
  let blanks = ''
  const say = function* (delta: string): Generator<LanguageModelPart, void> {
    const text = blanks + delta
    blanks = deltas > 0 || VISIBLE.test(text) ? '' : text.slice(-MOST_BLANKS)
    if (blanks !== '') return
    const all = deltas === 0 && before !== null ? joinedBeginning(before, text) : text
    const said = upTo(all, room)
    room = said.length < all.length ? -1 : room - said.length
    if (said === '') return
    call.spoken()
    deltas += 1
    yield { type: 'delta', text: said }
  }
  try {
    for await (const event of request.stream(call)) {
      // What was on its way when it was stopped is not said any more.
      if (signal.aborted) break
      if (end === null) call.progress()
      if (event.type === 'text') yield* say(keys.push(thinking.push(event.text)))
      else if (event.type === 'end') end = event.reason
      else if (event.type === 'usage') usage = event
      if (event.type === 'end') call.whole()
      if (room < 0) {
        end = 'length'
        break
      }
    }
    if (!signal.aborted) yield* say(keys.push(thinking.flush()) + keys.flush())
  } catch (error) {
    failure = providerFailure(error, connection, call.begun())
    if (!signal.aborted) yield* say(keys.flush())
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
