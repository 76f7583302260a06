import type { TranscriptTurn, TurnStatus } from '../../contracts/transcript.ts'
import {
  MAXIMUM_TIMELINE_ENTRIES,
  type TimelineEntry,
  type TurnLogRecord,
} from '../../contracts/turn-log.ts'
import { heardMs, heardText } from '../speech/playback-ledger.ts'
import type { InterruptedBy } from './events.ts'
import type { ConversationState, CutOff, Exchange, HistoryTurn, Reply } from './state.ts'
import { discardedSpeculations } from './trace.ts'

/** The person's turn of an exchange, as it is stored. */
export const personTurn = (state: ConversationState, exchange: Exchange): TranscriptTurn => ({
  id: `${exchange.id}-p`,
  conversationId: state.conversationId,
  exchangeId: exchange.id,
  speaker: 'person',
  text: exchange.text,
  status: 'complete',
  startedAtMs: exchange.startedAtMs,
  durationMs: Math.max(0, exchange.speechEndAtMs - exchange.startedAtMs),
  language: null,
  way: exchange.way,
})

/** The reply's turn. While it streams and when it was cut off, its text is what was heard. */
export const replyTurn = (
  state: ConversationState,
  exchange: Exchange,
  reply: Reply,
  status: TurnStatus,
  atMs: number,
): TranscriptTurn => ({
  id: `${exchange.id}-r`,
  conversationId: state.conversationId,
  exchangeId: exchange.id,
  speaker: 'assistant',
  text: replyText(reply, status),
  status,
  startedAtMs: reply.startedAtMs ?? atMs,
  durationMs: heardMs(reply.ledger),
  language: null,
  way: null,
})

/** What the transcript keeps of a reply that ended so. */
const replyText = (reply: Reply, status: TurnStatus): string =>
  status === 'complete' ||
  status === 'filtered' ||
  (status === 'failed' && reply.startedAtMs === null)
    ? reply.text.trim()
    : heardText(reply.ledger)

/** What the model is told later of an exchange: the person's words, and the reply as it was heard. */
export const historyOf = (exchange: Exchange, status: TurnStatus): readonly HistoryTurn[] => {
  // A model that is told of settings that were changed goes on to say that it changed some.
  if (exchange.order !== null) return restOfReply(exchange, exchange.order.resumes, status)
  const said: HistoryTurn[] =
    exchange.text === '' ? [] : [{ speaker: 'person', text: exchange.text, status: 'complete' }]
  if (exchange.stage.kind !== 'replying') return said
  const text = replyText(exchange.stage.reply, status)
  return text === '' ? said : [...said, { speaker: 'assistant', text, status }]
}

/** What was said behind the answer to an order: the rest of the reply before it. */
const restOfReply = (
  { stage }: Exchange,
  resumes: string | null,
  status: TurnStatus,
): readonly HistoryTurn[] => {
  if (resumes === null || stage.kind !== 'replying') return []
  const said = replyText(stage.reply, status)
  const text = said.startsWith(resumes) ? said.slice(resumes.length).trim() : ''
  return text === '' ? [] : [{ speaker: 'assistant', text, status }]
}

/** The trace, with what only the end of the exchange tells. */
const timelineOf = (
  { trace, interlude }: Exchange,
  reply: Reply | null,
  atMs: number,
): TimelineEntry[] => {
  const startedAtMs = reply?.startedAtMs ?? null
  const acknowledged: readonly TimelineEntry[] =
    interlude === null
      ? []
      : [{ kind: 'acknowledgement', atMs: interlude.atMs, untilMs: startedAtMs ?? atMs }]
  const replied: readonly TimelineEntry[] =
    startedAtMs === null
      ? []
      : [
          {
            kind: 'reply',
            atMs: startedAtMs,
            // It may have stood still since, waited for what never came, or been spoken over.
            untilMs: reply?.soundedUntilMs ?? atMs,
            heardMs: reply === null ? 0 : heardMs(reply.ledger),
          },
        ]
  return [...trace, ...acknowledged, ...replied].slice(-MAXIMUM_TIMELINE_ENTRIES)
}

/** A line of `turns.jsonl`, in which an engine that has not served is null. */
export type ExchangeRecord = Omit<TurnLogRecord, 'engines'> & {
  readonly engines: Readonly<Record<'stt' | 'llm' | 'tts', string | null>>
}

/** The line of `turns.jsonl` for a finished exchange, with the engines that served it. */
export const logRecord = (
  state: ConversationState,
  exchange: Exchange,
  end: {
    readonly outcome: TurnLogRecord['outcome']
    readonly interruptedBy: InterruptedBy | null
    readonly errorCode: string | null
    readonly status: TurnStatus
    readonly atMs: number
  },
): ExchangeRecord => {
  const reply = exchange.stage.kind === 'replying' ? exchange.stage.reply : null
  return {
    version: 2,
    exchangeId: exchange.id,
    conversationId: state.conversationId,
    way: exchange.way,
    startedAtMs: exchange.startedAtMs,
    marks: exchange.marks,
    turnEndReason: exchange.turnEndReason,
    speculated: exchange.speculated,
    discardedSpeculations: discardedSpeculations(exchange.trace),
    timeline: timelineOf(exchange, reply, end.atMs),
    outcome: end.outcome,
    interruptedBy: end.interruptedBy,
    errorCode: end.errorCode,
    engines: {
      stt: exchange.heardBy,
      llm: reply?.writtenBy ?? null,
      tts: reply?.spokenBy ?? null,
    },
    personAudioMs: Math.max(0, exchange.speechEndAtMs - exchange.startedAtMs),
    replyHeardMs: reply === null ? 0 : heardMs(reply.ledger),
    completionTokens: reply?.completionTokens ?? null,
    generationMs: reply?.generationMs ?? null,
    personText: exchange.text,
    replyText: reply === null ? '' : replyText(reply, end.status),
  }
}

/** History with the text of a cut-off reply brought to what was heard of it in the end. */
export const correctedHistory = (
  history: readonly HistoryTurn[],
  { reply: before, status }: CutOff,
  after: Reply,
): readonly HistoryTurn[] => {
  const was = replyText(before, status)
  const is = replyText(after, status)
  const index = history.findLastIndex(
    (turn) => turn.speaker === 'assistant' && turn.status === status && turn.text === was,
  )
  if (index < 0 || was === is) return history
  return history.map((turn, at) => (at === index ? { ...turn, text: is } : turn))
}
