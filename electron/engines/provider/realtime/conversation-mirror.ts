import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime'
import type { ChatMessage } from '../../../contracts/workers.ts'

/** An item of the service's conversation. */
export interface MirroredItem {
  readonly id: string
  readonly role: 'user' | 'assistant'
  /** The message that it stands for; null where nobody knows: what was said of it, and not how. */
  readonly text?: string | null
}

const standsFor = (
  { role, text }: MirroredItem,
  message: Pick<ChatMessage, 'role' | 'text'> | undefined,
): boolean =>
  role === message?.role && (text == null || role === 'assistant' || text === message.text)

/**
 * What the service's conversation holds, so that it can be made to hold what ours does.
 *
 * Invariants
 * 1. It is only told of items that the service has.
 * 2. `align` keeps what stands for the same messages: sound that the service heard stays sound, also when
 *    the oldest messages fall out of the prompt, and when the newest were taken back.
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

  /** An item that came as sound stands for these words. */
  name(id: string, text: string): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, text } : item))
  }

  /** What takes these items out of the service's conversation. */
  remove(ids: readonly string[]): readonly RealtimeClientEvent[] {
    const there = this.#items.filter(({ id }) => ids.includes(id))
    this.#items = this.#items.filter(({ id }) => !ids.includes(id))
    return there.map(({ id }) => ({ type: 'conversation.item.delete', item_id: id }))
  }

  /**
   * What makes the service's conversation that of `messages`: items that stand for none of them go, what
   * is missing at the end is told in words. Where nothing fits, all of it is told anew.
   */
  align(messages: readonly ChatMessage[]): readonly RealtimeClientEvent[] {
    const kept = this.#run(messages)
    const gone = this.#items.filter((item) => !kept.includes(item))
    const removed = this.remove(gone.map(({ id }) => id))
    const missing = messages.slice(this.#items.length)
    return [...removed, ...missing.flatMap((message) => this.tell(message))]
  }

  /** The longest run of items that stands for the first of the messages, one for one. */
  #run(messages: readonly ChatMessage[]): readonly MirroredItem[] {
    const runs = this.#items.map((_, start) => {
      const items = this.#items.slice(start)
      const length = items.findIndex((item, index) => !standsFor(item, messages[index]))
      return length < 0 ? items : items.slice(0, length)
    })
    return runs.reduce((best, run) => (run.length > best.length ? run : best), [])
  }

  /** A message in words. */
  tell({ role, text }: ChatMessage): readonly RealtimeClientEvent[] {
    if (role === 'system') return []
    this.#serial += 1
    const id = `warbler_${this.#serial}`
    this.add({ id, role, text })
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
