import { fail, succeed, type Result } from '../../contracts/errors.ts'
import type { TranscriptChange, TranscriptTurn } from '../../contracts/transcript.ts'
import type { HistoryTurn } from '../../core/conversation/state.ts'
import type { Over } from '../../core/retention/over.ts'
import { REMEMBERED_TURNS, rememberedTurns } from '../../core/transcripts/prompt-history.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'
import { findConversation } from './find-conversation.ts'
import { inSteps } from './in-steps.ts'

interface TranscriptDeskParts {
  readonly store: TranscriptStore
  readonly currentConversation: () => string
  readonly startConversation: (old: {
    readonly id: string
    readonly history: readonly HistoryTurn[]
  }) => void
  readonly startNewConversation: () => void
  readonly onChange: (change: TranscriptChange) => void
  /** Shows the transcript window at this conversation. */
  readonly showConversation: (id: string) => void
  /**
   * What else is known of exchanges that are erased goes before them: while they are here it is known which they
   * are. @returns the next step of it, which answers whether that was the last one.
   */
  readonly forgetExchanges: (ids: ReadonlySet<string>) => () => boolean
  /** What was read from a file, and what is still being added of it, does not come any more. */
  readonly forgetFiles: () => void
  /** Words were kept by what the clock shows. */
  readonly lookAtClock: () => void
  /** Calls back once after the delay; returns what cancels it. */
  readonly setTimer: (delayMs: number, callback: () => void) => () => void
}

/** Long enough to notice what one has done, short enough that "deleted" soon means it. */
export const UNDO_MS = 15_000

/** Turns that one step makes searchable, or erases: 20 to 40 ms in a transcript of 100,000 turns. */
const INDEXED_AT_ONCE = 100
const ERASED_AT_ONCE = 10
/** So main is free for at least half of the time. */
const PAUSE_MS = 40
/** What is left to erase when Warbler ends may take so long; the rest is erased at the next start. */
const END_LIMIT_MS = 600

/**
 * What a person does with conversations.
 *
 * Invariants:
 * 1. What was removed can be restored until the undo time is over or Warbler ends, and is erased then,
 *    also where a crash came in between: it is either all here or not shown at all.
 * 2. Nobody talks in a conversation that was removed: where it goes on, a new one begins first.
 */
export class TranscriptDesk {
  readonly #parts: TranscriptDeskParts
  /** What can still be restored. */
  readonly #removed = new Set<string>()
  #cancelErasing: () => void = () => undefined
  readonly #stopIndexing: () => void
  #stopErasing: () => void

  constructor(parts: TranscriptDeskParts) {
    this.#parts = parts
    this.#stopIndexing = inSteps(() => parts.store.indexSome(INDEXED_AT_ONCE), PAUSE_MS)
    // What an earlier run could not finish.
    this.#stopErasing = this.#erase()
  }

  /** Tells the windows what has become of a conversation by what was just said in it. */
  stored({ conversationId }: TranscriptTurn): void {
    this.#parts.lookAtClock()
    const found = this.#parts.store.conversation(conversationId)
    if (found.ok && found.value !== null) {
      this.#parts.onChange({ kind: 'changed', conversation: found.value })
    }
  }

  rename(id: string, title: string): Result<null> {
    return this.#changed(id, this.#parts.store.rename(id, title === '' ? null : title))
  }

  pin(id: string, on: boolean): Result<null> {
    return this.#changed(id, this.#parts.store.pin(id, on))
  }

  remove(ids: readonly string[]): Result<{ readonly undoMs: number }> {
    const { store, currentConversation, startNewConversation, onChange, setTimer } = this.#parts
    if (ids.includes(currentConversation())) startNewConversation()
    const removed = store.remove(ids)
    if (!removed.ok) return removed
    for (const id of ids) this.#removed.add(id)
    onChange({ kind: 'removed', ids })
    // What was removed before can be restored as long as this can: nothing is erased meanwhile.
    this.#stopErasing()
    this.#cancelErasing()
    this.#cancelErasing = setTimer(UNDO_MS, () => {
      this.#removed.clear()
      this.#stopErasing = this.#erase()
    })
    return succeed({ undoMs: UNDO_MS })
  }

  restore(ids: readonly string[]): Result<null> {
    if (!ids.every((id) => this.#removed.has(id))) return fail('transcript.gone')
    const restored = this.#parts.store.restore(ids)
    if (!restored.ok) return restored
    for (const id of ids) this.#removed.delete(id)
    this.#parts.onChange({ kind: 'everything' })
    return restored
  }

  /**
   * Erases conversations that are over, but for pinned ones and that which goes on. Not while something that
   * was removed can still be restored: the next call does it.
   */
  forgetOver(over: Over): void {
    const { store, currentConversation, onChange } = this.#parts
    if (this.#removed.size > 0) return
    const old = store.conversationsOver(over)
    if (!old.ok) return
    const ids = old.value.filter((id) => id !== currentConversation())
    if (ids.length === 0 || !store.remove(ids).ok) return
    onChange({ kind: 'removed', ids })
    this.#stopErasing()
    this.#stopErasing = this.#erase()
  }

  /** Nothing of what was removed can be restored any more: it is gone. */
  forgotEverything(): void {
    this.#removed.clear()
    this.#cancelErasing()
    this.#parts.forgetFiles()
    this.#parts.onChange({ kind: 'everything' })
  }

  /** The old conversation goes on: the language model is told what was said in it. */
  goOn(id: string): Result<null> {
    const { store, currentConversation, startConversation, onChange } = this.#parts
    const found = store.conversation(id)
    if (!found.ok) return found
    if (found.value === null) return fail('transcript.gone')
    if (id === currentConversation()) return succeed(null)
    const turns = store.recentTurns(id, REMEMBERED_TURNS)
    if (!turns.ok) return turns
    startConversation({ id, history: rememberedTurns(turns.value) })
    onChange({ kind: 'changed', conversation: found.value })
    return succeed(null)
  }

  /** As `goOn`, for one in which something was said about this; null: the one before. Answers its title. */
  goOnAbout(about: string | null): Result<string | null> {
    const found = findConversation(this.#parts.store, about, this.#parts.currentConversation())
    if (!found.ok || found.value === null) return found.ok ? succeed(null) : found
    const gone = this.goOn(found.value.id)
    return gone.ok ? succeed(found.value.title ?? '') : gone
  }

  /** Whether there is such a conversation, which is shown then. */
  show(id: string): Result<boolean> {
    const found = this.#parts.store.conversation(id)
    if (!found.ok) return found
    if (found.value !== null) this.#parts.showConversation(id)
    return succeed(found.value !== null)
  }

  dispose(): void {
    this.#stopIndexing()
    this.#stopErasing()
    this.#cancelErasing()
    const forget = this.#forgetting()
    while (!forget());
    const endMs = performance.now() + END_LIMIT_MS
    while (performance.now() < endMs) {
      const done = this.#parts.store.eraseSome(ERASED_AT_ONCE)
      if (!done.ok || done.value) return
    }
  }

  /** Returns what stops it. */
  #erase(): () => void {
    let forget: (() => boolean) | null = null
    let isForgotten = false
    return inSteps(() => {
      forget ??= this.#forgetting()
      isForgotten ||= forget()
      return isForgotten ? this.#parts.store.eraseSome(ERASED_AT_ONCE) : succeed(false)
    }, PAUSE_MS)
  }

  #forgetting(): () => boolean {
    const exchanges = this.#parts.store.removedExchanges()
    return exchanges.ok && exchanges.value.length > 0
      ? this.#parts.forgetExchanges(new Set(exchanges.value))
      : () => true
  }

  #changed(id: string, result: Result<null>): Result<null> {
    if (!result.ok) return result
    const found = this.#parts.store.conversation(id)
    if (!found.ok) return found
    if (found.value === null) return fail('transcript.gone')
    this.#parts.onChange({ kind: 'changed', conversation: found.value })
    return succeed(null)
  }
}
