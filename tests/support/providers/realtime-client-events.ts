import { z } from 'zod'
import { badRequest, type ApiError } from './api-errors.ts'
import { refusal } from './realtime-events.ts'
import { sessionUpdateSchema } from './realtime-session-config.ts'

/** What a client may send, checked as the service checks it. */

const eventId = { event_id: z.string().max(512).optional() }
const itemId = z.string().min(1).max(32)

const base64 = z
  .string()
  .refine((text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text), 'no base64')

const contentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('input_text'), text: z.string() }),
  z.strictObject({ type: z.literal('output_text'), text: z.string() }),
  z.strictObject({
    type: z.literal('input_audio'),
    audio: base64,
    transcript: z.string().nullish(),
  }),
])

const itemBase = {
  id: itemId.optional(),
  object: z.literal('realtime.item').optional(),
  status: z.enum(['completed', 'incomplete', 'in_progress']).optional(),
}

const messageSchema = z
  .strictObject({
    ...itemBase,
    type: z.literal('message'),
    role: z.enum(['system', 'user', 'assistant']),
    content: z.array(contentSchema).min(1),
  })
  // An assistant's words are written back as its output, a person's as input; nothing else is taken.
  .refine(
    ({ role, content }) =>
      content.every(({ type }) => (role === 'assistant') === (type === 'output_text')),
    { path: ['content'], message: 'content type does not fit the role' },
  )

const itemSchema = z.discriminatedUnion('type', [
  messageSchema,
  z.strictObject({
    ...itemBase,
    type: z.literal('function_call'),
    call_id: z.string(),
    name: z.string(),
    arguments: z.string(),
  }),
  z.strictObject({
    ...itemBase,
    type: z.literal('function_call_output'),
    call_id: z.string(),
    output: z.string(),
  }),
])

export type CreatedItem = z.infer<typeof itemSchema>

const responseSchema = z.strictObject({
  conversation: z.enum(['auto', 'none']).optional(),
  instructions: z.string().optional(),
  input: z.array(z.unknown()).optional(),
  metadata: z.record(z.string(), z.string()).nullish(),
  output_modalities: z
    .array(z.enum(['text', 'audio']))
    .length(1)
    .optional(),
  max_output_tokens: z.union([z.number().int().min(1), z.literal('inf')]).optional(),
  audio: z.unknown().optional(),
  tools: z.array(z.unknown()).optional(),
  tool_choice: z.unknown().optional(),
})

const clientEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...eventId, type: z.literal('session.update'), session: sessionUpdateSchema }),
  z.strictObject({ ...eventId, type: z.literal('input_audio_buffer.append'), audio: base64 }),
  z.strictObject({ ...eventId, type: z.literal('input_audio_buffer.commit') }),
  z.strictObject({ ...eventId, type: z.literal('input_audio_buffer.clear') }),
  z.strictObject({
    ...eventId,
    type: z.literal('conversation.item.create'),
    previous_item_id: z.string().nullish(),
    item: itemSchema,
  }),
  z.strictObject({
    ...eventId,
    type: z.literal('conversation.item.retrieve'),
    item_id: z.string(),
  }),
  z.strictObject({ ...eventId, type: z.literal('conversation.item.delete'), item_id: z.string() }),
  z.strictObject({
    ...eventId,
    type: z.literal('conversation.item.truncate'),
    item_id: z.string(),
    content_index: z.literal(0),
    audio_end_ms: z.number().int().min(0),
  }),
  z.strictObject({
    ...eventId,
    type: z.literal('response.create'),
    response: responseSchema.optional(),
  }),
  z.strictObject({
    ...eventId,
    type: z.literal('response.cancel'),
    response_id: z.string().optional(),
  }),
])

export type RealtimeClientMessage = z.infer<typeof clientEventSchema>

const errorOf = (issue: z.core.$ZodIssue, value: unknown): ApiError => {
  const path = issue.path.map(String)
  const param = path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const name = [...path, issue.keys[0] ?? ''].join('.')
    return refusal('unknown_parameter', `Unknown parameter: '${name}'.`, name)
  }
  const given = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  )
  return given === undefined
    ? refusal('missing_required_parameter', `Missing required parameter: '${param}'.`, param)
    : refusal('invalid_value', `Invalid value for '${param}': ${issue.message}`, param)
}

/** A message as an event, or the error that the service tells of it. Pure. */
export const parseClientEvent = (
  text: string,
):
  | { readonly event: RealtimeClientMessage }
  | { readonly error: ApiError; readonly eventId: string | null } => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { error: refusal('invalid_json', 'The message is no JSON.', ''), eventId: null }
  }
  const parsed = clientEventSchema.safeParse(value)
  if (parsed.success) return { event: parsed.data }
  const named = z.object({ event_id: z.string() }).safeParse(value)
  const [issue] = parsed.error.issues
  return {
    error: issue === undefined ? badRequest(parsed.error.message) : errorOf(issue, value),
    eventId: named.success ? named.data.event_id : null,
  }
}
