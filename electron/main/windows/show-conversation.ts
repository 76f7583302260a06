import { succeed, type Result } from '../../contracts/errors.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'

/** Shows the transcript window, where there is such a conversation. */
export const showConversation = (
  transcripts: Pick<TranscriptStore, 'conversations'>,
  id: string,
  showWindow: (name: 'transcript') => void,
): Result<boolean> => {
  const found = transcripts.conversations()
  if (!found.ok) return found
  const isThere = found.value.some((conversation) => conversation.id === id)
  if (isThere) showWindow('transcript')
  return succeed(isThere)
}
