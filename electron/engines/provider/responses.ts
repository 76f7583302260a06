import type OpenAI from 'openai'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModel } from '../ports.ts'
import { fitMessages } from '../llm/fit-messages.ts'
import { providerMessages } from './chat-messages.ts'
import { connect, type ProviderConnection } from './connection.ts'
import { countOf } from './count-of.ts'
import { estimatedTokens } from './estimated-tokens.ts'
import { toldFailure } from './failures.ts'
import { probeProvider } from './probe.ts'
import { replyParts, type ReplyEvent } from './reply-parts.ts'

const failed = (
  connection: ProviderConnection,
  { code = '', message = '' }: { readonly code?: string | null; readonly message?: string } = {},
) => toldFailure(connection, `${code ?? ''} ${message}`.trim())

const usageOf = (usage: OpenAI.Responses.ResponseUsage | undefined): readonly ReplyEvent[] =>
  usage === undefined
    ? []
    : [
        {
          type: 'usage',
          promptTokens: countOf(usage.input_tokens),
          completionTokens: countOf(usage.output_tokens),
        },
      ]

const eventsOf = async function* (
  connection: ProviderConnection,
  events: AsyncIterable<OpenAI.Responses.ResponseStreamEvent>,
): AsyncGenerator<ReplyEvent, void> {
  for await (const event of events) {
    switch (event.type) {
      case 'response.output_text.delta':
        yield { type: 'text', text: event.delta }
        break
      case 'response.completed':
        yield* usageOf(event.response.usage)
        yield { type: 'end', reason: 'stop' }
        break
      case 'response.incomplete': {
        yield* usageOf(event.response.usage)
        const filtered = event.response.incomplete_details?.reason === 'content_filter'
        yield { type: 'end', reason: filtered ? 'filtered' : 'length' }
        break
      }
      case 'response.failed':
        throw failed(connection, event.response.error ?? {})
      case 'error':
        throw failed(connection, event)
      default:
        yield { type: 'alive' }
    }
  }
}

const DEFAULT_CONTEXT_TOKENS = 8192

/**
 * A language model behind `POST /responses`. Nothing is kept by the provider (`store: false`): the
 * conversation is ours, and is sent whole.
 * @throws CodedFailure `provider.key-missing`
 */
export const openResponsesModel = (model: EngineModel, report: LineReport): LanguageModel => {
  const connection = connect(model)
  const known = model.options['contextTokens']
  const contextTokens = typeof known === 'number' ? known : DEFAULT_CONTEXT_TOKENS
  return {
    id: model.id,
    contextTokens,
    prewarm: () => Promise.resolve(),
    generate: (messages, { maximumTokens, signal }) =>
      replyParts({
        connection,
        modelId: model.id,
        messages,
        continuation: 'ask',
        maximumTokens,
        signal,
        report,
        stream: async function* (call) {
          const fitting = fitMessages(messages, contextTokens, estimatedTokens)
          const input = providerMessages(fitting, 'ask').map(({ role, content }) => ({
            role,
            content,
          }))
          const body = { model: connection.model, input, stream: true, store: false } as const
          const stream = await connection.client.responses.create(
            { ...body, max_output_tokens: maximumTokens },
            { signal: call.signal },
          )
          yield* eventsOf(connection, stream)
        },
      }),
    probe: (signal) => probeProvider(connection, signal),
    dispose: () => Promise.resolve(),
  }
}
