import { EXCHANGE_VERSION, type Exchange } from '../../../contracts/transcript-export.ts'
import type { ExportedConversation, ExportPieces } from './exported.ts'

type Written = Exchange['conversations'][number]

const written = (conversation: ExportedConversation): Written => ({
  id: conversation.id,
  title: conversation.isNamed ? conversation.title : null,
  pinned: conversation.isPinned,
  startedAtMs: conversation.startedAtMs,
  turns: conversation.turns.map(({ conversationId: _conversation, ...turn }) => turn),
})

/** All that is known, to be read by `readExchange`, here or on another machine. */
export const writeJson = function* (
  conversations: Iterable<ExportedConversation>,
  exportedAtMs: number,
): ExportPieces {
  const head: Omit<Exchange, 'conversations'> = {
    format: 'warbler-transcript',
    version: EXCHANGE_VERSION,
    exportedAt: new Date(exportedAtMs).toISOString(),
  }
  // One conversation a line, so that two exports can be compared by their lines.
  yield `${JSON.stringify(head).slice(0, -1)},"conversations":[`
  let separator = '\n'
  for (const conversation of conversations) {
    yield `${separator}${JSON.stringify(written(conversation))}`
    separator = ',\n'
  }
  yield '\n]}\n'
}
