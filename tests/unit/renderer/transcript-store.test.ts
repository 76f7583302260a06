import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../../electron/contracts/ipc.ts'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { createTranscriptStore } from '../../../renderer/transcript/transcript-store.ts'
import { transcriptTurn, transcriptTurns } from './transcript-turn.ts'

/** A transcript of `total` turns in main; `failing` pages are refused. */
const bridge = (total: number, failing: readonly number[] = []) => {
  const all = transcriptTurns(0, total)
  const asked: RequestInput<'transcript.page'>[] = []
  let emit: (turn: TranscriptTurn) => void = () => undefined
  return {
    asked,
    emit: (turn: TranscriptTurn) => emit(turn),
    request: (
      _route: 'transcript.page',
      input: RequestInput<'transcript.page'>,
    ): Promise<RequestResult<'transcript.page'>> => {
      asked.push(input)
      if (failing.includes(asked.length)) return Promise.resolve(fail('storage.unavailable'))
      const end =
        input.before === undefined ? total : all.findIndex(({ id }) => id === input.before)
      const start = Math.max(0, end - input.limit)
      return Promise.resolve(
        succeed({
          turns: all.slice(start, end),
          hasOlder: start > 0,
          hasNewer: end < total,
          conversations: [],
        }),
      )
    },
    on: (_route: 'transcript.turn', listener: (turn: TranscriptTurn) => void) => {
      emit = listener
      return () => {
        emit = () => undefined
      }
    },
  }
}

/** Everything that is already settled runs its continuations. */
const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}

describe('the transcript store', () => {
  it('shows the newest page, then older ones until the beginning', async () => {
    const source = bridge(100)
    const store = createTranscriptStore(source)
    await settle()
    expect(store.get().turns[0]?.id).toBe('t20')
    store.loadOlder()
    await settle()
    expect(store.get().turns).toHaveLength(100)
    expect(store.get().hasOlder).toBe(false)
    store.loadOlder()
    await settle()
    expect(source.asked).toEqual([{ limit: 80 }, { before: 't20', limit: 80 }])
  })

  it('asks for one page at a time', async () => {
    const source = bridge(400)
    const store = createTranscriptStore(source)
    await settle()
    store.loadOlder()
    store.loadOlder()
    await settle()
    expect(source.asked).toHaveLength(2)
    expect(store.get().turns).toHaveLength(160)
  })

  it('says why a page could not be read, and reads it at the next try', async () => {
    const store = createTranscriptStore(bridge(100, [2]))
    await settle()
    store.loadOlder()
    await settle()
    expect(store.get()).toMatchObject({ loading: null, error: { code: 'storage.unavailable' } })
    expect(store.get().turns).toHaveLength(80)
    store.loadOlder()
    await settle()
    expect(store.get()).toMatchObject({ error: null, hasOlder: false })
  })

  it('counts what is said while the person reads further up, until they come back', async () => {
    const source = bridge(10)
    const store = createTranscriptStore(source)
    await settle()
    source.emit(transcriptTurn(10))
    expect(store.get().unseen).toEqual([])
    store.setFollowing(false)
    source.emit(transcriptTurn(11))
    expect(store.get().unseen).toEqual(['t11'])
    store.setFollowing(true)
    expect(store.get().unseen).toEqual([])
  })

  it('hears nothing more once it is disposed of', async () => {
    const source = bridge(1)
    const store = createTranscriptStore(source)
    await settle()
    store.dispose()
    source.emit(transcriptTurn(1))
    expect(store.get().turns).toHaveLength(1)
  })
})
