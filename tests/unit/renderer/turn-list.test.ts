import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TranscriptPage, TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import {
  EMPTY_LIST,
  FOLLOWED_TURNS,
  KEPT_TURNS,
  PAGE_TURNS,
  withNewerPage,
  withNewestPage,
  withOlderPage,
  withoutConversations,
  withPageAround,
  withTurn,
  type TurnList,
} from '../../../renderer/transcript/turn-list.ts'
import { transcriptTurn, transcriptTurns } from './transcript-turn.ts'

const ids = (list: TurnList) => list.turns.map(({ id }) => id)
/** A page as main answers it, of a transcript that begins with turn 0. */
const page = (
  turns: readonly TranscriptTurn[],
  { hasOlder = turns[0]?.id !== 't0', hasNewer = false } = {},
): TranscriptPage => ({ turns, hasOlder, hasNewer, conversations: [] })
const pageOf = (from: number, to: number, more?: Parameters<typeof page>[1]) =>
  page(transcriptTurns(from, to), more)
const newest = (from: number, to: number) => withNewestPage(EMPTY_LIST, pageOf(from, to))

describe('the turns that the window holds', () => {
  it('know from a page whether there are older ones', () => {
    expect(newest(1, PAGE_TURNS).hasOlder).toBe(true)
    expect(newest(0, PAGE_TURNS).hasOlder).toBe(false)
  })

  it('keep a live turn that came before the page which still has its beginning', () => {
    const live = withTurn(EMPTY_LIST, transcriptTurn(3, { text: 'all of it' }), true)
    const late = transcriptTurn(3, { text: 'all', status: 'streaming' })
    const list = withNewestPage(live, page([...transcriptTurns(0, 3), late]))
    expect(ids(list)).toEqual(['t0', 't1', 't2', 't3'])
    expect(list.turns[3]?.text).toBe('all of it')
  })

  it('replace a streaming turn by its id and leave the others the same objects', () => {
    const before = newest(0, 4)
    const after = withTurn(before, transcriptTurn(3, { text: 'longer' }), true)
    expect(ids(after)).toEqual(ids(before))
    expect(after.turns[3]?.text).toBe('longer')
    expect(after.turns[1]).toBe(before.turns[1])
  })

  it('put a turn that began earlier before the one that began later', () => {
    const list = withTurn(newest(0, 2), transcriptTurn(9), true)
    expect(ids(withTurn(list, transcriptTurn(4), true))).toEqual(['t0', 't1', 't4', 't9'])
  })

  it('put older pages before, and drop one that was asked for from elsewhere', () => {
    const list = newest(100, 110)
    expect(ids(withOlderPage(list, 't100', pageOf(98, 100))).slice(0, 3)).toEqual([
      't98',
      't99',
      't100',
    ])
    expect(ids(withOlderPage(list, 't90', pageOf(80, 90)))).toEqual(ids(list))
  })

  it('drop the newest for older pages beyond what is kept, and say so', () => {
    const list = withOlderPage(newest(1000, 1000 + KEPT_TURNS), 't1000', pageOf(920, 1000))
    expect(list.turns).toHaveLength(KEPT_TURNS)
    expect(list.turns[0]?.id).toBe('t920')
    expect(list.hasNewer).toBe(true)
  })

  it('drop the oldest for live turns while the person follows', () => {
    const list = withTurn(newest(0, KEPT_TURNS), transcriptTurn(KEPT_TURNS), true)
    expect(list.turns).toHaveLength(FOLLOWED_TURNS)
    expect(list.turns.at(-1)?.id).toBe(`t${KEPT_TURNS}`)
    expect(list.hasOlder).toBe(true)
  })

  it('keep what is being read further up, and count a new turn once', () => {
    const full = newest(0, KEPT_TURNS)
    const once = withTurn(full, transcriptTurn(KEPT_TURNS), false)
    const twice = withTurn(once, transcriptTurn(KEPT_TURNS, { text: 'more' }), false)
    expect(ids(twice)).toEqual(ids(full))
    expect(twice.hasNewer).toBe(true)
    expect(twice.unseen).toEqual([`t${KEPT_TURNS}`])
  })

  it('begin anew with the newest page where newer turns had been dropped', () => {
    const away = { ...newest(0, 10), hasNewer: true, unseen: ['t99'] }
    const back = withNewestPage(away, pageOf(90, 100))
    expect(ids(back)[0]).toBe('t90')
    expect(back).toMatchObject({ hasNewer: false, unseen: [] })
  })

  it('put newer pages behind, and drop the oldest for them beyond what is kept', () => {
    const target = { turnId: 't5', isFound: true }
    const around = withPageAround(
      newest(90, 100),
      target,
      pageOf(0, KEPT_TURNS, { hasNewer: true }),
    )
    expect(around).toMatchObject({ target, hasNewer: true, hasOlder: false })
    const more = withNewerPage(around, `t${KEPT_TURNS - 1}`, pageOf(KEPT_TURNS, KEPT_TURNS + 3))
    expect(more.turns).toHaveLength(KEPT_TURNS)
    expect(more).toMatchObject({ hasNewer: false, hasOlder: true })
    expect(ids(more).at(-1)).toBe(`t${KEPT_TURNS + 2}`)
    expect(ids(withNewerPage(around, 't7', pageOf(8, 10)))).toEqual(ids(around))
  })

  it('are of one conversation where that is shown alone, whatever is said meanwhile', () => {
    const alone: TurnList = { ...newest(0, 4), conversationId: 'c1' }
    const other = transcriptTurn(9, { conversationId: 'c2' })
    expect(withTurn(alone, other, false)).toBe(alone)
    expect(ids(withTurn(alone, transcriptTurn(9), true)).at(-1)).toBe('t9')
  })

  it('go with the conversation that is removed', () => {
    const list = withTurn(newest(0, 2), transcriptTurn(9, { conversationId: 'c2' }), true)
    expect(ids(withoutConversations(list, ['c1']))).toEqual(['t9'])
  })

  it('are no more to be seen once their conversation was removed', () => {
    const came = transcriptTurn(9, { conversationId: 'c2' })
    const list = withTurn(withTurn(newest(0, 2), transcriptTurn(8), false), came, false)
    expect(list.unseen).toEqual(['t8', 't9'])
    expect(withoutConversations(list, ['c2']).unseen).toEqual(['t8'])
  })

  it('are in order, each once, and never more than is kept, whatever comes in whatever order', () => {
    const change = record({
      n: integer({ min: 0, max: 40 }),
      kind: constantFrom('turn', 'older', 'newer', 'newest', 'around'),
      following: boolean(),
    })
    assert(
      property(array(change, { maxLength: 60 }), (changes) => {
        const list = changes.reduce((list, { n, kind, following }) => {
          if (kind === 'turn') return withTurn(list, transcriptTurn(n), following)
          if (kind === 'newest') return withNewestPage(list, pageOf(n, n + 5))
          if (kind === 'around') {
            const target = { turnId: `t${n}`, isFound: true }
            return withPageAround(list, target, pageOf(n, n + 5, { hasNewer: true }))
          }
          const [first, last] = [list.turns[0], list.turns.at(-1)]
          if (first === undefined || last === undefined) return list
          if (kind === 'newer') {
            const next = Number(last.id.slice(1)) + 1
            return withNewerPage(list, last.id, pageOf(next, next + 3))
          }
          const index = Number(first.id.slice(1))
          return withOlderPage(list, first.id, pageOf(Math.max(0, index - 3), index))
        }, EMPTY_LIST)
        const times = list.turns.map(({ startedAtMs }) => startedAtMs)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        expect(new Set(ids(list)).size).toBe(list.turns.length)
        expect(list.turns.length).toBeLessThanOrEqual(KEPT_TURNS)
      }),
    )
  })
})
