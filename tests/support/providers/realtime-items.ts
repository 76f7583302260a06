import type { ConversationItem } from 'openai/resources/realtime/realtime'
import type { ApiError } from './api-errors.ts'
import { tokensOf } from './answer.ts'
import type { CreatedItem, RealtimeClientMessage } from './realtime-client-events.ts'
import type { RealtimeConversation, RealtimeItem } from './realtime-conversation.ts'
import { refusal, type Emit } from './realtime-events.ts'

/** What a client does to the items of a conversation. Each answers why it is refused, or null. */

export interface ItemContext {
  readonly conversation: RealtimeConversation
  readonly emit: Emit
  readonly newId: (prefix: string) => string
}

type ItemEvent<Type extends RealtimeClientMessage['type']> = RealtimeClientMessage & {
  readonly type: Type
}

const textOf = (item: CreatedItem): string => {
  switch (item.type) {
    case 'message':
      return item.content
        .map((part) => (part.type === 'input_audio' ? (part.transcript ?? '') : part.text))
        .join('')
    case 'function_call':
      return ''
    case 'function_call_output':
      return item.output
  }
}

/** Puts an item that is whole into the conversation and tells of it. */
export const addItem = (
  { conversation, emit }: ItemContext,
  entry: RealtimeItem,
  previousId?: string,
): void => {
  conversation.insert(entry, previousId)
  const previous = conversation.before(entry.id)
  emit({ type: 'conversation.item.added', previous_item_id: previous, item: entry.item })
  emit({ type: 'conversation.item.done', previous_item_id: previous, item: entry.item })
}

export const createItem = (
  context: ItemContext,
  event: ItemEvent<'conversation.item.create'>,
): ApiError | null => {
  const { conversation, newId } = context
  const previousId = event.previous_item_id ?? undefined
  const created = event.item
  const id = created.id ?? newId('item')
  if (conversation.find(id) !== undefined)
    return refusal('item_create_duplicate_id', `Item '${id}' is there already.`, 'item.id')
  if (previousId !== undefined && previousId !== 'root' && !conversation.find(previousId))
    return refusal('item_create_invalid_previous_item_id', `There is no item '${previousId}'.`)
  if (
    created.type === 'function_call_output' &&
    !conversation
      .items()
      .some(({ item }) => item.type === 'function_call' && item.call_id === created.call_id)
  )
    return refusal('invalid_tool_call_id', `There is no call '${created.call_id}'.`, 'item.call_id')
  const item = {
    ...created,
    id,
    object: 'realtime.item',
    status: created.status ?? 'completed',
  } as ConversationItem
  addItem(context, { id, item, text: textOf(created), audioMs: 0, isTruncated: false }, previousId)
  return null
}

export const truncateItem = (
  { conversation, emit }: ItemContext,
  { item_id: id, audio_end_ms: endMs }: ItemEvent<'conversation.item.truncate'>,
): ApiError | null => {
  const entry = conversation.find(id)
  if (entry === undefined)
    return refusal('item_truncate_invalid_item_id', `There is no item '${id}'.`)
  if (entry.audioMs === 0)
    return refusal('unsupported_content_type', 'Only model output audio messages can be truncated')
  if (endMs > entry.audioMs)
    return refusal(
      'invalid_value',
      `Audio content of ${Math.floor(entry.audioMs)}ms is already shorter than ${endMs}ms`,
      'audio_end_ms',
    )
  // The service drops the text of what was not heard; it does not say how much that is.
  const tokens = tokensOf(entry.text ?? '')
  const kept = tokens.slice(0, Math.floor((tokens.length * endMs) / entry.audioMs)).join('')
  conversation.update(id, (old) => ({ ...old, text: kept, audioMs: endMs, isTruncated: true }))
  emit({ type: 'conversation.item.truncated', item_id: id, content_index: 0, audio_end_ms: endMs })
  return null
}

export const deleteItem = (
  { conversation, emit }: ItemContext,
  { item_id: id }: ItemEvent<'conversation.item.delete'>,
): ApiError | null => {
  if (conversation.find(id) === undefined)
    return refusal('item_delete_invalid_item_id', `There is no item '${id}'.`)
  conversation.remove(id)
  emit({ type: 'conversation.item.deleted', item_id: id })
  return null
}

export const retrieveItem = (
  { conversation, emit }: ItemContext,
  { item_id: id }: ItemEvent<'conversation.item.retrieve'>,
): ApiError | null => {
  const entry = conversation.find(id)
  if (entry === undefined)
    return refusal('item_retrieve_invalid_item_id', `There is no item '${id}'.`)
  emit({ type: 'conversation.item.retrieved', item: entry.item })
  return null
}
