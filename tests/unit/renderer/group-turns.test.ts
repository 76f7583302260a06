import { describe, expect, it } from 'vitest'
import { dayStart, daysApart, groupTurns } from '../../../renderer/transcript/group-turns.ts'
import { transcriptTurn } from './transcript-turn.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).getTime()
const turn = (n: number, startedAtMs: number, conversationId = 'c1') =>
  transcriptTurn(n, { startedAtMs, conversationId })

describe('grouping turns', () => {
  it('parts days at local midnight', () => {
    const days = groupTurns([turn(0, at(3, 23, 59)), turn(2, at(4, 0, 1))], false)
    expect(days.map(({ startMs }) => startMs)).toEqual([at(3, 0), at(4, 0)])
  })

  it('keeps an answer after midnight with its question, and what follows on its own day', () => {
    const times = [at(3, 23, 59), at(4, 0, 1), at(4, 0, 2)]
    const days = groupTurns(
      times.map((time, n) => turn(n, time)),
      false,
    )
    expect(days.map(({ startMs }) => startMs)).toEqual([at(3, 0), at(4, 0)])
    expect(days[0]?.conversations[0]?.exchanges[0]?.turns.map(({ id }) => id)).toEqual(['t0', 't1'])
  })

  it('says when a conversation began once, not again after midnight', () => {
    const days = groupTurns([turn(0, at(3, 23, 59)), turn(2, at(4, 0, 1))], false)
    expect(days.flatMap(({ conversations }) => conversations.map((c) => c.beganAtMs))).toEqual([
      at(3, 23, 59),
      null,
    ])
  })

  it('does not call the first turn of a page the beginning of its conversation', () => {
    const turns = [turn(4, at(3, 9)), turn(6, at(3, 10), 'c2')]
    const [day] = groupTurns(turns, true)
    expect(day?.conversations.map(({ beganAtMs }) => beganAtMs)).toEqual([null, at(3, 10)])
  })

  it('keeps question and answer together and in order', () => {
    const [day] = groupTurns(
      [0, 1, 2, 3].map((n) => turn(n, at(3, 9, n))),
      false,
    )
    expect(day?.conversations[0]?.exchanges.map(({ turns }) => turns.map(({ id }) => id))).toEqual([
      ['t0', 't1'],
      ['t2', 't3'],
    ])
  })

  it('has nothing to group where nothing was said', () => {
    expect(groupTurns([], false)).toEqual([])
    expect(groupTurns([], true)).toEqual([])
  })

  it('counts days over a change of the clocks as days', () => {
    for (let day = 1; day <= 31; day += 1) {
      expect(daysApart(dayStart(at(day, 12)), dayStart(at(day + 1, 12)))).toBe(1)
    }
  })
})
