import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  firstSoundMs,
  LATENCY_STAGES,
  median,
  stageTimes,
} from '../../../electron/core/turns/latency-stages.ts'

const MARKS = [
  'turn-end',
  'transcript-final',
  'first-token',
  'first-clause',
  'first-audio',
] as const

it('the stages add up to the time to the first sound, whatever marks there are in whatever order', () => {
  const mark = fc.option(fc.integer({ min: -500, max: 4000 }), { nil: undefined })
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(MARKS.map((name) => [name, mark]))),
      fc.integer({ min: 0, max: 3000 }),
      fc.boolean(),
      (others, heardMs, speculated) => {
        const marks = { ...others, 'speech-end': 0, 'playback-start': heardMs }
        const times = stageTimes({ marks, speculated })
        expect(times).not.toBeNull()
        const each = LATENCY_STAGES.map((stage) => times?.[stage] ?? -1)
        expect(each.every((ms) => ms >= 0)).toBe(true)
        expect(each.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(heardMs)
        expect(firstSoundMs({ marks })).toBe(heardMs)
      },
    ),
  )
})

it('a turn in which nothing sounded has no stages', () => {
  expect(stageTimes({ marks: { 'speech-end': 5 }, speculated: false })).toBeNull()
  expect(firstSoundMs({ marks: { 'speech-end': 9, 'playback-start': 3 } })).toBeNull()
})

it('the median is in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null])
})
