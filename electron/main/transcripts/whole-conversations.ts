import { CodedFailure, type Result } from '../../contracts/errors.ts'
import type { ConversationSummary } from '../../contracts/transcript.ts'
import type { ExportScope } from '../../contracts/transcript-export.ts'
import { exported, type ExportedConversation } from '../../core/transcripts/export/exported.ts'
import { collected } from '../collected.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'

type Source = Pick<TranscriptStore, 'conversations' | 'conversation' | 'recentTurns'>

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new CodedFailure(result.error)
  return result.value
}

const PAGE = 500
/** All of a conversation; nobody talks for so long in one. */
const ALL_TURNS = 10_000_000

/** Every conversation, some of them twice where they were changed meanwhile. */
const everyone = function* (store: Source): Generator<ConversationSummary> {
  let after: string | undefined
  for (;;) {
    const page = valueOf(
      store.conversations({ ...(after === undefined ? {} : { after }), limit: PAGE }),
    )
    yield* page
    const isLast = page.length < PAGE
    // Nothing follows one that was erased meanwhile: what there is is looked at from the beginning.
    const isLost =
      page.length === 0 && after !== undefined && valueOf(store.conversation(after)) === null
    if (isLast && !isLost) return
    after = page.at(-1)?.id
  }
}

const wanted = function* (store: Source, scope: ExportScope): Generator<ConversationSummary> {
  if (scope === 'all') return yield* everyone(store)
  for (const id of scope) {
    const found = valueOf(store.conversation(id))
    if (found !== null) yield found
  }
}

/**
 * The conversations that are asked for, those that began first first. Main has room for everything else
 * meanwhile.
 * @throws CodedFailure where the transcript cannot be read.
 */
export const summariesOf = async (
  store: Source,
  scope: ExportScope,
): Promise<readonly ConversationSummary[]> =>
  [...new Map((await collected(wanted(store, scope))).map((one) => [one.id, one])).values()].sort(
    (a, b) => a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1),
  )

/**
 * Reads one conversation after the other, when it is wanted.
 * @throws CodedFailure where the transcript cannot be read.
 */
export const wholeConversations = function* (
  store: Source,
  summaries: readonly ConversationSummary[],
  onTurns: (count: number) => void = () => undefined,
): Generator<ExportedConversation> {
  for (const summary of summaries) {
    const turns = valueOf(store.recentTurns(summary.id, ALL_TURNS))
    onTurns(turns.length)
    yield exported(summary, turns)
  }
}
