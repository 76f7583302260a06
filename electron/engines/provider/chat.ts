import { APIError, type OpenAI } from 'openai'
import { z } from 'zod'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModel } from '../ports.ts'
import { fitMessages } from '../llm/fit-messages.ts'
import { providerMessages } from './chat-messages.ts'
import { connect, type ProviderConnection } from './connection.ts'
import { textOfContent } from './content-text.ts'
import { countOf } from './count-of.ts'
import { providerFailure } from './failures.ts'
import { estimatedTokens } from './estimated-tokens.ts'
import { beginCall, type Call } from './limits.ts'
import { probeProvider } from './probe.ts'
import { replyParts, type ReplyEvent } from './reply-parts.ts'
import { eventsOrFailure } from './told-instead.ts'

/** What chat servers differ in; the rest is in `connection.ts`. */
const chatSchema = z.object({
  contextTokens: z.number().int().positive().default(8192),
  continuation: z.enum(['prefill', 'prefix', 'ask']).default('ask'),
  /** What limits the answer: newer models of OpenAI's take only the second. */
  limitField: z.enum(['max_tokens', 'max_completion_tokens']).default('max_tokens'),
  /** Whether `stream_options` is known. */
  countsTokens: z.boolean().default(true),
  temperature: z.number().min(0).max(2).optional(),
})
type ChatOptions = z.infer<typeof chatSchema>

type Body = OpenAI.Chat.ChatCompletionCreateParamsStreaming

const bodyOf = (
  connection: ProviderConnection,
  options: ChatOptions,
  messages: ReturnType<typeof providerMessages>,
  maximumTokens: number,
): Body => ({
  model: connection.model,
  // `prefix` is known to the providers that it is sent to, and not to the SDK's types.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  messages: messages as Body['messages'],
  stream: true,
  [options.limitField]: maximumTokens,
  ...(options.countsTokens ? { stream_options: { include_usage: true } } : {}),
  ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
})

/** What is read of a chunk; whatever has another shape is passed over. */
const chunkSchema = z
  .object({
    choices: z
      .array(
        z.object({
          delta: z.object({ content: z.unknown().optional() }).nullish().catch(null),
          finish_reason: z.string().nullish().catch(null),
        }),
      )
      .nullish()
      .catch(null),
    usage: z
      .object({
        prompt_tokens: z.unknown().optional(),
        completion_tokens: z.unknown().optional(),
      })
      .nullish()
      .catch(null),
  })
  .catch({})

const eventsOf = async function* (
  chunks: AsyncIterable<unknown>,
): AsyncGenerator<ReplyEvent, void> {
  for await (const chunk of chunks) {
    const { choices, usage } = chunkSchema.parse(chunk)
    const choice = choices?.[0]
    const text = textOfContent(choice?.delta?.content)
    yield text === '' ? { type: 'alive' } : { type: 'text', text }
    const reason = choice?.finish_reason ?? null
    if (reason !== null) {
      const filtered = reason === 'content_filter'
      yield { type: 'end', reason: filtered ? 'filtered' : reason === 'length' ? 'length' : 'stop' }
    }
    if (usage != null) {
      yield {
        type: 'usage',
        promptTokens: countOf(usage.prompt_tokens),
        completionTokens: countOf(usage.completion_tokens),
      }
    }
  }
}

const UNSUPPORTED = /unsupported|not supported|unknown|unrecognized|not permitted|extra/i

/** A 400 about a field which not every server knows: asked again without it, and remembered. */
const adapted = (error: unknown, options: ChatOptions): ChatOptions | null => {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) {
    return null
  }
  const said = `${error.code ?? ''} ${error.param ?? ''} ${error.message}`
  if (!UNSUPPORTED.test(said)) return null
  if (said.includes(options.limitField)) {
    const other = options.limitField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    return { ...options, limitField: other }
  }
  if (options.countsTokens && /stream_options|include_usage/.test(said)) {
    return { ...options, countsTokens: false }
  }
  return null
}

/**
 * A language model behind `POST /chat/completions`.
 * @throws CodedFailure `provider.key-missing`
 */
export const openChatModel = (model: EngineModel, report: LineReport): LanguageModel => {
  const connection = connect(model)
  let options = chatSchema.parse(model.options)
  const send = async (body: () => Body, call: Call) => {
    const { completions } = connection.client.chat
    try {
      return await completions.create(body(), { signal: call.signal }).withResponse()
    } catch (error) {
      const other = adapted(error, options)
      if (other === null) throw error
      options = other
      return completions.create(body(), { signal: call.signal }).withResponse()
    }
  }
  return {
    id: model.id,
    contextTokens: options.contextTokens,
    prewarm: async (messages, signal) => {
      // Only a server on this machine keeps a prefix for the next question, and takes no money for it.
      if (!connection.onThisMachine) return
      const call = beginCall(connection, 'text', signal)
      try {
        const { model: name, client } = connection
        const body = {
          model: name,
          messages: [...providerMessages(messages, 'prefill')],
          max_tokens: 1,
        }
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        await client.chat.completions.create(
          body as OpenAI.Chat.ChatCompletionCreateParamsNonStreaming,
          {
            signal: call.signal,
          },
        )
      } catch (error) {
        // A server that is off is found out before anybody waits for it: the line goes on with the next
        // one. Whatever else is wrong with a hint, what is asked for next tells.
        const failure = providerFailure(error, connection, false)
        if (failure.error.code === 'provider.unreachable') throw failure
      } finally {
        call.end()
      }
    },
    generate: (messages, { maximumTokens, signal }) =>
      replyParts({
        connection,
        modelId: model.id,
        messages,
        continuation: options.continuation,
        maximumTokens,
        signal,
        report,
        stream: async function* (call) {
          const fitting = fitMessages(messages, options.contextTokens, estimatedTokens)
          const asked = providerMessages(fitting, options.continuation)
          const body = () => bodyOf(connection, options, asked, maximumTokens)
          const { data, response } = await send(body, call)
          yield* eventsOrFailure(eventsOf(data), response, connection)
        },
      }),
    probe: (signal) => probeProvider(connection, signal),
    dispose: () => Promise.resolve(),
  }
}
