import type {
  Response,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseOutputText,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses'
import { z } from 'zod'
import {
  eventPart,
  eventStream,
  jsonAnswer,
  tokensOf,
  type Answer,
  type AnswerPart,
} from './answer.ts'
import type { ProviderScript, ScriptedReply } from './provider-script.ts'

const contentSchema = z.union([
  z.string(),
  z.array(z.object({ type: z.string(), text: z.string().optional() })),
])

const bodySchema = z.object({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.union([
    z.string(),
    z
      .array(
        z.object({
          type: z.string().optional(),
          role: z.string().optional(),
          content: contentSchema.optional(),
          output: z.string().optional(),
        }),
      )
      .min(1),
  ]),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().positive().nullish(),
})

type Body = z.infer<typeof bodySchema>

const textOf = (content: z.infer<typeof contentSchema>): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('')

const messagesOf = ({ instructions, input }: Body) => [
  ...(typeof instructions === 'string' ? [{ role: 'system', text: instructions }] : []),
  ...(typeof input === 'string'
    ? [{ role: 'user', text: input }]
    : input.map(({ role, content, output }) => ({
        role: role ?? 'tool',
        text: output ?? textOf(content ?? ''),
      }))),
]

/** Omit that keeps a union a union. */
type WithoutNumber<Event> = Event extends unknown ? Omit<Event, 'sequence_number'> : never

const messageOf = (
  text: string,
  status: ResponseOutputMessage['status'],
): ResponseOutputMessage => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status,
  content: status === 'in_progress' ? [] : [partOf(text)],
})

const partOf = (text: string): ResponseOutputText => ({
  type: 'output_text',
  text,
  annotations: [],
  logprobs: [],
})

const outputOf = (reply: ScriptedReply): readonly ResponseOutputItem[] => [
  messageOf(reply.text, reply.finishReason === undefined ? 'completed' : 'incomplete'),
  ...(reply.toolCall === undefined
    ? []
    : [
        {
          id: 'fc_1',
          call_id: 'call_1',
          type: 'function_call' as const,
          status: 'completed' as const,
          name: reply.toolCall.name,
          arguments: JSON.stringify(reply.toolCall.arguments),
        },
      ]),
]

const INCOMPLETE_REASON = { length: 'max_output_tokens', content_filter: 'content_filter' } as const

const responseOf = (
  body: Body,
  reply: ScriptedReply,
  status: 'in_progress' | 'completed' | 'incomplete',
): Response => {
  const inputTokens = messagesOf(body).reduce((sum, { text }) => sum + tokensOf(text).length, 0)
  const outputTokens = tokensOf(reply.text).length
  const { finishReason = 'stop' } = reply
  return {
    id: 'resp_1',
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    status,
    model: body.model,
    output: status === 'in_progress' ? [] : [...outputOf(reply)],
    output_text: status === 'in_progress' ? '' : reply.text,
    error: null,
    incomplete_details:
      status === 'incomplete' && finishReason !== 'stop'
        ? { reason: INCOMPLETE_REASON[finishReason] }
        : null,
    instructions: body.instructions ?? null,
    metadata: {},
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    ...(status === 'in_progress'
      ? {}
      : {
          usage: {
            input_tokens: inputTokens,
            input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
            output_tokens: outputTokens,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: inputTokens + outputTokens,
          },
        }),
  }
}

const streamed = (body: Body, reply: ScriptedReply): Answer => {
  let sequence = 0
  const part = (role: AnswerPart['role'], event: WithoutNumber<ResponseStreamEvent>): AnswerPart =>
    eventPart(role, { ...event, sequence_number: sequence++ }, event.type)
  const at = { item_id: 'msg_1', output_index: 0, content_index: 0 }
  const [message, call] = outputOf(reply)
  const incomplete = reply.finishReason !== undefined && reply.finishReason !== 'stop'
  return eventStream([
    part('begin', { type: 'response.created', response: responseOf(body, reply, 'in_progress') }),
    part('begin', {
      type: 'response.in_progress',
      response: responseOf(body, reply, 'in_progress'),
    }),
    part('begin', {
      type: 'response.output_item.added',
      output_index: 0,
      item: messageOf('', 'in_progress'),
    }),
    part('begin', { type: 'response.content_part.added', ...at, part: partOf('') }),
    ...tokensOf(reply.text).map((delta) =>
      part('content', { type: 'response.output_text.delta', ...at, delta, logprobs: [] }),
    ),
    part('finish', { type: 'response.output_text.done', ...at, text: reply.text, logprobs: [] }),
    part('finish', { type: 'response.content_part.done', ...at, part: partOf(reply.text) }),
    ...(message === undefined
      ? []
      : [part('finish', { type: 'response.output_item.done', output_index: 0, item: message })]),
    ...(call?.type === 'function_call'
      ? [
          part('content', {
            type: 'response.output_item.added',
            output_index: 1,
            item: { ...call, arguments: '', status: 'in_progress' },
          }),
          part('content', {
            type: 'response.function_call_arguments.delta',
            item_id: 'fc_1',
            output_index: 1,
            delta: call.arguments,
          }),
          part('finish', {
            type: 'response.function_call_arguments.done',
            item_id: 'fc_1',
            output_index: 1,
            name: call.name,
            arguments: call.arguments,
          }),
          part('finish', { type: 'response.output_item.done', output_index: 1, item: call }),
        ]
      : []),
    incomplete
      ? part('finish', {
          type: 'response.incomplete',
          response: responseOf(body, reply, 'incomplete'),
        })
      : part('finish', {
          type: 'response.completed',
          response: responseOf(body, reply, 'completed'),
        }),
  ])
}

/** `POST /responses`. Throws a ZodError at a body that does not follow the reference. */
export const answerResponse = async (
  rawBody: unknown,
  script: Pick<ProviderScript, 'reply'>,
  finishReason?: 'length' | 'content_filter',
): Promise<Answer> => {
  const body = bodySchema.parse(rawBody)
  const scripted = await script.reply({
    model: body.model,
    messages: messagesOf(body),
    maximumTokens: body.max_output_tokens ?? null,
  })
  const reply = finishReason === undefined ? scripted : { ...scripted, finishReason }
  if (body.stream === true) return streamed(body, reply)
  return jsonAnswer(
    responseOf(body, reply, finishReason === undefined ? 'completed' : 'incomplete'),
  )
}
