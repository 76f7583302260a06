import type { ConversationSummary } from '../../../electron/contracts/transcript.ts'
import { dayStart, daysApart } from '../group-turns.ts'

type AgeName = 'pinned' | 'today' | 'yesterday' | 'week' | 'month' | 'older'

interface AgeGroup {
  readonly name: AgeName
  readonly conversations: readonly ConversationSummary[]
}

const ageOf = ({ isPinned, lastAtMs }: ConversationSummary, todayMs: number): AgeName => {
  const days = daysApart(dayStart(lastAtMs), dayStart(todayMs))
  if (isPinned) return 'pinned'
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  return days < 7 ? 'week' : days < 30 ? 'month' : 'older'
}

/** The conversations of a sorted list under headings that say how long ago they were. */
export const ageGroups = (
  conversations: readonly ConversationSummary[],
  todayMs: number,
): readonly AgeGroup[] => {
  const groups = new Map<AgeName, ConversationSummary[]>()
  for (const conversation of conversations) {
    const name = ageOf(conversation, todayMs)
    groups.set(name, [...(groups.get(name) ?? []), conversation])
  }
  return [...groups].map(([name, its]) => ({ name, conversations: its }))
}
