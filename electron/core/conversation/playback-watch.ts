import { endExchange } from './exchange.ts'
import type { ConversationPolicy } from './policy.ts'
import { replyOf, type ConversationState, type Reply } from './state.ts'
import { step, type Step } from './step.ts'

/**
 * The watch over playback: whoever was given sound to play says so again and again (progress every
 * 100 ms, then the end). A window that is alive and says nothing more would leave the reply open for
 * ever.
 *
 * 1. The timer runs exactly while something is owed: a confirmed reply has sound that was not played.
 *    A reply that waits for its next clause owes nothing.
 * 2. It begins anew with each sign of progress, and gives the chunk that sounds its own length.
 */
export const watchPlayback = (
  before: ConversationState,
  after: ConversationState,
  policy: ConversationPolicy,
): Step => {
  const was = owed(before)
  const is = owed(after)
  if (is === null) return step(after, ...(was === null ? [] : ([CLEAR] as const)))
  if (was !== null && was.sign === is.sign) return step(after)
  const delayMs = is.restMs + policy.playbackSlackMs
  return step(after, { type: 'set-timer', timer: 'playback', delayMs })
}

/** Nothing was heard of the reply for too long: it ends, and what was heard of it is kept. */
export const onPlaybackTimer = (state: ConversationState, atMs: number): Step =>
  owed(state) === null
    ? step(state)
    : endExchange(state, { outcome: 'failed', attention: { code: 'speaker.stalled' }, atMs })

const CLEAR = { type: 'clear-timer', timer: 'playback' } as const

interface Owed {
  /** Changes with every sign of life. */
  readonly sign: string
  /** What is left of the chunk that sounds. */
  readonly restMs: number
}

const owed = (state: ConversationState): Owed | null => {
  const reply = replyOf(state)
  if (reply === null || state.exchange?.confirmed !== true) return null
  const { index, playedMs, restMs } = positionOf(reply)
  const next = playedMs > 0 && restMs === 0 ? index + 1 : index
  const hasMore = reply.synthesizedCount > next
  const mustEnd = reply.generated && reply.synthesizedCount >= reply.chunkCount
  if (!hasMore && !mustEnd) return null
  const { generation, synthesizedCount, startedAtMs } = reply
  return {
    sign: [generation, synthesizedCount, startedAtMs, index, playedMs, mustEnd].join(' '),
    restMs,
  }
}

const positionOf = ({ ledger }: Reply): { index: number; playedMs: number; restMs: number } => {
  const chunk = ledger.chunks.find(({ index }) => index === ledger.current)
  const playedMs = chunk?.playedMs ?? 0
  return {
    index: ledger.current,
    playedMs,
    restMs: Math.max(0, (chunk?.chunkMs ?? playedMs) - playedMs),
  }
}
