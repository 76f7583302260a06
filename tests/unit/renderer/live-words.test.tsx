import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ConversationSnapshot } from '../../../electron/contracts/snapshot.ts'
import { createValueStore } from '../../../renderer/bridge/value-store.ts'
import { LiveWords } from '../../../renderer/transcript/live-words.tsx'
import type { TranscriptStore } from '../../../renderer/transcript/transcript-store.ts'
import { EMPTY_LIST, type TurnList } from '../../../renderer/transcript/turn-list.ts'
import { appSnapshot } from './app-snapshot.ts'

const nothing = () => undefined
const SPEAKING: Partial<ConversationSnapshot> = {
  phase: 'listening',
  way: 'hold',
  person: { committed: 'What is the', tentative: 'capital' },
}

const shown = (
  conversation: Partial<ConversationSnapshot>,
  list: Partial<TurnList> = {},
  isFollowing = true,
): string => {
  const store = createValueStore<TurnList>({ ...EMPTY_LIST, ...list })
  const turns: TranscriptStore = {
    get: store.get,
    subscribe: store.subscribe,
    isFollowing: createValueStore(isFollowing),
    open: nothing,
    loadNewest: nothing,
    retry: nothing,
    loadOlder: nothing,
    loadNewer: nothing,
    setFollowing: nothing,
    setPlace: nothing,
    place: () => ({ conversationId: null, target: null }),
    dispose: nothing,
  }
  return renderToStaticMarkup(
    <LiveWords snapshot={appSnapshot(conversation)} turns={turns} onLive={nothing} />,
  )
}

describe('the words that are being said, in the transcript', () => {
  it('are there while they are said, those that may still change told apart', () => {
    expect(shown(SPEAKING).replaceAll(/<[^>]*>/g, '')).toBe('What is the capital')
    expect(shown(SPEAKING)).toMatch(/tentative[^>]*>capital</)
  })

  it('are gone once they are a turn, or nothing is said', () => {
    expect(shown({ ...SPEAKING, phase: 'thinking' })).toBe('')
    expect(shown({ ...SPEAKING, person: { committed: '', tentative: '' } })).toBe('')
  })

  it('are not there where somebody reads something older', () => {
    expect(shown(SPEAKING, {}, false)).toBe('')
    expect(shown(SPEAKING, { hasNewer: true })).toBe('')
    expect(shown(SPEAKING, { conversationId: 'another' })).toBe('')
    expect(shown(SPEAKING, { conversationId: 'conversation' })).not.toBe('')
  })
})
