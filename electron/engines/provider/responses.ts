import { z } from 'zod'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { LanguageModel } from '../ports.ts'
import { fitMessages } from '../llm/fit-messages.ts'
import { providerMessages } from './chat-messages.ts'
import { connect, type ProviderConnection } from './connection.ts'
import { textOfContent } from './content-text.ts'
import { countOf } from './count-of.ts'
import { estimatedTokens } from './estimated-tokens.ts'
import { toldFailure } from './failures.ts'
import { probeProvider } from './probe.ts'
import { replyParts, type ReplyEvent } from './reply-parts.ts'
import { eventsOrFailure } from './told-instead.ts'

const said = z.string().nullish().catch(null)
const errorSchema = z.object({ code: said, message: said })

/** What is read of an event; whatever has another shape is passed over. */
const eventSchema = z
  .object({
    type: z.string(),
    delta: z.unknown().optional(),
    response: z
      .object({
        usage: z
          .object({ input_tokens: z.unknown().optional(), output_tokens: z.unknown().optional() })
          .nullish()
          .catch(null),
        incomplete_details: z.object({ reason: said }).nullish().catch(null),
        error: errorSchema.nullish().catch(null),
      })
      .nullish()
      .catch(null),
  })
  .extend(errorSchema.shape)
  .catch({ type: '' })
type ResponseEvent = z.infer<typeof eventSchema>

const failed = (
  connection: ProviderConnection,
  error: Partial<z.infer<typeof errorSchema>> | null | undefined,
) => toldFailure(connection, `${error?.code ?? ''} ${error?.message ?? ''}`.trim())

const usageOf = ({ response }: ResponseEvent): readonly ReplyEvent[] =>
  response?.usage == null
    ? []
    : [
        {
          type: 'usage',
          promptTokens: countOf(response.usage.input_tokens),
          completionTokens: countOf(response.usage.output_tokens),
        },
      ]

const eventsOf = async function* (
  connection: ProviderConnection,
  events: AsyncIterable<unknown>,
): AsyncGenerator<ReplyEvent, void> {
  for await (const told of events) {
    const event = eventSchema.parse(told)
    switch (event.type) {
      case 'response.output_text.delta': {
        const text = textOfContent(event.delta)
        yield text === '' ? { type: 'alive' } : { type: 'text', text }
        break
      }
      case 'response.completed':
        yield* usageOf(event)
        yield { type: 'end', reason: 'stop' }
        break
      case 'response.incomplete': {
        yield* usageOf(event)
        const filtered = event.response?.incomplete_details?.reason === 'content_filter'
        yield { type: 'end', reason: filtered ? 'filtered' : 'length' }
        break
      }
      case 'response.failed':
        throw failed(connection, event.response?.error)
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
          const { data, response } = await connection.client.responses
            .create({ ...body, max_output_tokens: maximumTokens }, { signal: call.signal })
            .withResponse()
          yield* eventsOrFailure(eventsOf(connection, data), response, connection)
        },
      }),
    probe: (signal) => probeProvider(connection, signal),
    dispose: () => Promise.resolve(),
  }
}
