import { CodedFailure, type Result } from '../../contracts/errors.ts'
import type { ConversationSummary } from '../../contracts/transcript.ts'
import type { ExportScope } from '../../contracts/transcript-export.ts'
import { exported, type ExportedConversation } from '../../core/transcripts/export/exported.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'

type Source = Pick<TranscriptStore, 'conversations' | 'conversation' | 'recentTurns'>

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new CodedFailure(result.error)
  return result.value
}

const PAGE = 500
/** All of a conversation; nobody talks for so long in one. */
const ALL_TURNS = 10_000_000

const summaryPages = function* (store: Source): Generator<readonly ConversationSummary[]> {
  let after: string | undefined
  for (;;) {
    const page = valueOf(
      store.conversations({ ...(after === undefined ? {} : { after }), limit: PAGE }),
    )
    yield page
    after = page.at(-1)?.id
    if (page.length < PAGE) return
  }
}

/** The conversations that are asked for, those that began first first. */
export const summariesOf = (store: Source, scope: ExportScope): readonly ConversationSummary[] =>
  inOrder(
    scope === 'all'
      ? [...summaryPages(store)].flat()
      : scope.map((id) => valueOf(store.conversation(id))).filter((found) => found !== null),
  )

const inOrder = (summaries: readonly ConversationSummary[]): readonly ConversationSummary[] =>
  summaries.toSorted((a, b) => a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1))

/** All of them, with room for everything else that main has to do between one page and the next. */
export const summariesInSteps = async (store: Source): Promise<readonly ConversationSummary[]> =>
  inOrder((await collected(summaryPages(store))).flat())

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** What comes one by one, with such room after each. */
export const collected = async <T>(items: Iterable<T>): Promise<readonly T[]> => {
  const all: T[] = []
  for (const item of items) {
    all.push(item)
    await nextTurn()
  }
  return all
}

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
