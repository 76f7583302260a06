import { describe, expect, it } from 'vitest'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { findConversation } from '../../../electron/main/transcripts/find-conversation.ts'
import { transcriptTurn } from '../../support/transcript-turn.ts'

const storeOf = (said: Readonly<Record<string, string>>) => {
  const store = new MemoryTranscriptStore()
  for (const [index, [id, text]] of Object.entries(said).entries()) {
    store.upsertTurn(
      transcriptTurn({ id: `${id}-1`, conversationId: id, text, startedAtMs: 1000 * (index + 1) }),
    )
  }
  return store
}
const SAID = {
  rome: 'How long is the trip to Rome?',
  light: 'Tell me about a lighthouse in a storm.',
  dinner: 'What shall we have for dinner?',
  灯塔: '给我讲一个灯塔的故事',
  now: 'Continue our conversation about lighthouses.',
}
const found = (about: string | null, current = 'now') => {
  const result = findConversation(storeOf(SAID), about, current)
  return result.ok ? (result.value?.id ?? null) : result.error.code
}

describe('a conversation that is to go on', () => {
  it('is found by what was said in it, also in other forms of the word', () => {
    expect(found('lighthouses')).toBe('light')
    expect(found('the trip to Rome')).toBe('rome')
    expect(found('our dinners')).toBe('dinner')
    expect(found('灯塔')).toBe('灯塔')
  })

  it('is not the one in which it was asked for', () => {
    expect(found('conversation')).toBeNull()
    expect(found('volcanoes')).toBeNull()
  })

  it('is the newest one where nothing is said of it', () => {
    expect(found(null)).toBe('灯塔')
    expect(found(null, '灯塔')).toBe('now')
    expect(findConversation(storeOf({}), null, 'now')).toEqual({ ok: true, value: null })
  })
})
