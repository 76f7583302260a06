import { fail, succeed, type Result } from '../../../contracts/errors.ts'
import {
  exchangeHeadSchema,
  exchangeSchema,
  EXCHANGE_VERSION,
  type Exchange,
} from '../../../contracts/transcript-export.ts'
import { plainLine } from '../../../contracts/plain-line.ts'
import { datedMs } from '../day.ts'
import type { ExportedConversation } from './exported.ts'

const conversationOf = (read: Exchange['conversations'][number]): ExportedConversation => ({
  id: read.id,
  ...titleOf(plainLine(read.title ?? '')),
  isPinned: read.pinned,
  startedAtMs: datedMs(read.startedAtMs),
  turns: read.turns.map((turn) => ({
    ...turn,
    conversationId: read.id,
    startedAtMs: datedMs(turn.startedAtMs),
    // Nobody says the rest of it any more.
    status: turn.status === 'streaming' ? 'interrupted' : turn.status,
  })),
})

const titleOf = (title: string): Pick<ExportedConversation, 'title' | 'isNamed'> =>
  title === '' ? { title: null, isNamed: false } : { title, isNamed: true }

/**
 * What a file of `writeJson` holds. A file is taken whole or not at all.
 * @returns `transcript.unreadable` with where it differs, `transcript.newer` of a later version.
 */
export const readExchange = (
  text: string,
  file: string,
): Result<readonly ExportedConversation[]> => {
  let value: unknown
  try {
    // Programs that mark UTF-8 put a byte order mark before it.
    value = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch (thrown) {
    return fail('transcript.unreadable', String(thrown), { file })
  }
  const head = exchangeHeadSchema.safeParse(value)
  if (head.success && head.data.version > EXCHANGE_VERSION) {
    return fail('transcript.newer', `${file}: version ${head.data.version}`, { file })
  }
  const parsed = exchangeSchema.safeParse(value)
  if (parsed.success) return succeed(parsed.data.conversations.map(conversationOf))
  const [first] = parsed.error.issues
  const where = first === undefined ? '' : `${first.path.join('.')}: ${first.message}`
  return fail('transcript.unreadable', `${file}: ${where}`, { file })
}
