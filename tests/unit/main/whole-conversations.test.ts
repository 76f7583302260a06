import { expect, test } from 'vitest'
import { succeed } from '../../../electron/contracts/errors.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { summariesOf } from '../../../electron/main/transcripts/whole-conversations.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'

/** More than one page of them. */
const COUNT = 1200
const idOf = (number: number) => `c${String(number).padStart(4, '0')}`

const filled = () => {
  const store = new MemoryTranscriptStore()
  for (let number = 0; number < COUNT; number += 1) {
    const conversationId = idOf(number)
    store.upsertTurn(turn({ id: `t${number}`, conversationId, startedAtMs: number }))
  }
  return store
}

test('every conversation is there once, those that began first first', async () => {
  const ids = (await summariesOf(filled(), 'all')).map(({ id }) => id)
  expect(ids).toEqual(Array.from({ length: COUNT }, (_, number) => idOf(number)))
  expect((await summariesOf(filled(), [idOf(7), 'gone', idOf(3)])).map(({ id }) => id)).toEqual([
    idOf(3),
    idOf(7),
  ])
})

test('a conversation that is erased while they are listed hides none of the others', async () => {
  const store = filled()
  let pages = 0
  const listed = {
    conversation: (id: string) => store.conversation(id),
    recentTurns: (id: string, limit: number) => store.recentTurns(id, limit),
    conversations: (request: Parameters<typeof store.conversations>[0]) => {
      pages += 1
      if (pages === 2 && request.after !== undefined) {
        store.remove([request.after])
        store.eraseSome()
        return succeed([])
      }
      return store.conversations(request)
    },
  }
  const ids = (await summariesOf(listed, 'all')).map(({ id }) => id)
  // It was there when it was listed: reading it is what fails, or finds nothing.
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(COUNT)
})
