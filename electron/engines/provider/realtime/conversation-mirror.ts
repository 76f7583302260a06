import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime'
import type { ChatMessage } from '../../../contracts/workers.ts'

/** An item of the service's conversation. */
export interface MirroredItem {
  readonly id: string
  readonly role: 'user' | 'assistant'
}

/**
 * What the service's conversation holds, so that it can be made to hold what ours does.
 *
 * Invariants
 * 1. It is only told of items that the service has.
 * 2. `align` keeps what stands for the same messages: sound that the service heard stays sound.
 */
export class ConversationMirror {
  #items: readonly MirroredItem[] = []
  #serial = 0

  get items(): readonly MirroredItem[] {
    return this.#items
  }

  /** The service has a new conversation. */
  clear(): void {
    this.#items = []
  }

  add(item: MirroredItem): void {
    if (!this.#items.some(({ id }) => id === item.id)) this.#items = [...this.#items, item]
  }

  /** What takes these items out of the service's conversation. */
  remove(ids: readonly string[]): readonly RealtimeClientEvent[] {
    const there = this.#items.filter(({ id }) => ids.includes(id))
    this.#items = this.#items.filter(({ id }) => !ids.includes(id))
    return there.map(({ id }) => ({ type: 'conversation.item.delete', item_id: id }))
  }

  /**
   * What makes the service's conversation that of `messages`. Where the roles agree, message by message,
   * nothing is done; what is missing at the end is told in words; else all of it is told anew.
   */
  align(messages: readonly ChatMessage[]): readonly RealtimeClientEvent[] {
    const fits =
      this.#items.length <= messages.length &&
      this.#items.every(({ role }, index) => role === messages[index]?.role)
    const removed = fits ? [] : this.remove(this.#items.map(({ id }) => id))
    const missing = messages.slice(this.#items.length)
    return [...removed, ...missing.flatMap((message) => this.tell(message))]
  }

  /** A message in words. */
  tell({ role, text }: ChatMessage): readonly RealtimeClientEvent[] {
    if (role === 'system') return []
    this.#serial += 1
    const id = `warbler_${this.#serial}`
    this.add({ id, role })
    return [
      {
        type: 'conversation.item.create',
        item:
          role === 'user'
            ? { id, type: 'message', role, content: [{ type: 'input_text', text }] }
            : { id, type: 'message', role, content: [{ type: 'output_text', text }] },
      },
    ]
  }
}
