import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { donePart, eventPart, eventStream, jsonAnswer, tokensOf, type Answer } from './answer.ts'
import type { ProviderScript, ScriptedReply } from './provider-script.ts'

const contentSchema = z
  .union([
    z.string(),
    z.array(z.object({ type: z.string(), text: z.string().optional() })),
    z.null(),
  ])
  .optional()

const bodySchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: contentSchema })).min(1),
  stream: z.boolean().nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
})

const textOf = (content: z.infer<typeof contentSchema>): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('')

const usageOf = (promptTokens: number, completionTokens: number) => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
})

type Head = Pick<ChatCompletion, 'id' | 'created' | 'model'>

const toolCallOf = (reply: ScriptedReply) =>
  reply.toolCall === undefined
    ? undefined
    : {
        id: 'call_1',
        type: 'function' as const,
        function: {
          name: reply.toolCall.name,
          arguments: JSON.stringify(reply.toolCall.arguments),
        },
      }

const streamed = (
  head: Head,
  reply: ScriptedReply,
  usage: ReturnType<typeof usageOf> | null,
): Answer => {
  type Choice = ChatCompletionChunk['choices'][number]
  const chunk = (delta: Choice['delta'], finishReason: Choice['finish_reason'] = null) =>
    ({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    }) satisfies ChatCompletionChunk
  const call = toolCallOf(reply)
  const finishReason = call === undefined ? (reply.finishReason ?? 'stop') : 'tool_calls'
  return eventStream([
    eventPart('begin', chunk({ role: 'assistant', content: '' })),
    ...tokensOf(reply.text).map((content) => eventPart('content', chunk({ content }))),
    ...(call === undefined
      ? []
      : [
          eventPart(
            'content',
            chunk({
              tool_calls: [{ index: 0, ...call, function: { ...call.function, arguments: '' } }],
            }),
          ),
          ...(call.function.arguments.match(/.{1,8}/gs) ?? []).map((piece) =>
            eventPart(
              'content',
              chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }),
            ),
          ),
        ]),
    eventPart('finish', chunk({}, finishReason)),
    ...(usage === null
      ? []
      : [
          eventPart('usage', {
            ...head,
            object: 'chat.completion.chunk',
            choices: [],
            usage,
          } satisfies ChatCompletionChunk),
        ]),
    donePart,
  ])
}

const whole = (head: Head, reply: ScriptedReply, usage: ReturnType<typeof usageOf>): Answer => {
  const call = toolCallOf(reply)
  return jsonAnswer({
    ...head,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: reply.text,
          refusal: null,
          ...(call === undefined ? {} : { tool_calls: [call] }),
        },
        logprobs: null,
        finish_reason: call === undefined ? (reply.finishReason ?? 'stop') : 'tool_calls',
      },
    ],
    usage,
  } satisfies ChatCompletion)
}

/** `POST /chat/completions`. Throws a ZodError at a body that does not follow the reference. */
export const answerChatCompletion = async (
  rawBody: unknown,
  script: Pick<ProviderScript, 'reply'>,
  finishReason?: 'length' | 'content_filter',
): Promise<Answer> => {
  const body = bodySchema.parse(rawBody)
  const messages = body.messages.map(({ role, content }) => ({ role, text: textOf(content) }))
  const scripted = await script.reply({
    model: body.model,
    messages,
    maximumTokens: body.max_completion_tokens ?? body.max_tokens ?? null,
  })
  const reply = finishReason === undefined ? scripted : { ...scripted, finishReason }
  const head: Head = { id: 'chatcmpl-1', created: Math.floor(Date.now() / 1000), model: body.model }
  const usage = usageOf(
    messages.reduce((sum, { text }) => sum + tokensOf(text).length, 0),
    tokensOf(reply.text).length,
  )
  if (body.stream !== true) return whole(head, reply, usage)
  return streamed(head, reply, body.stream_options?.include_usage === true ? usage : null)
}
