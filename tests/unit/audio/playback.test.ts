import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAudibleSpan } from '../../../renderer/audio/playback/audible-span.ts'
import { ChunkLine } from '../../../renderer/audio/playback/chunk-line.ts'
import { earconSamples } from '../../../renderer/audio/playback/earcon-sounds.ts'
import { Timeline } from '../../../renderer/audio/playback/timeline.ts'
import { settled } from '../../../renderer/audio/device-changes.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const sound = (...values: readonly number[]) => Float32Array.from(values)
const values = (line: ChunkLine) => line.take().flatMap((piece) => [...piece.samples])

describe('chunk line', () => {
  it('lets a chunk go only when the one before has ended', () => {
    const line = new ChunkLine()
    line.add(1, sound(10))
    line.end(1)
    expect(values(line)).toEqual([])
    line.add(0, sound(1))
    expect(values(line)).toEqual([1])
    line.add(0, sound(2))
    line.end(0)
    expect(values(line)).toEqual([2, 10])
  })

  it('is exhausted when all announced chunks have left', () => {
    const line = new ChunkLine()
    line.add(0, sound(1))
    line.end(0)
    line.take()
    expect(line.exhausted).toBe(false)
    line.close(2)
    expect(line.exhausted).toBe(false)
    line.end(1)
    line.take()
    expect(line.exhausted).toBe(true)
  })

  it('does not repeat what was said when a new worker begins the chunk again', () => {
    const line = new ChunkLine()
    line.add(0, sound(1))
    line.end(0)
    line.add(1, sound(10, 11))
    expect(values(line)).toEqual([1, 10, 11])
    line.restart()
    line.add(1, sound(10))
    line.add(1, sound(11, 12))
    line.end(1)
    expect(values(line)).toEqual([12])
    expect(line.length(1)).toBe(3)
  })

  it('keeps every sample once and in order, however chunks interleave', () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 })
    fc.assert(
      fc.property(arrivals, (chunks) => {
        const line = new ChunkLine()
        const left: number[] = []
        for (const [order, index] of chunks.entries()) {
          line.add(index, sound(index * 1000 + order))
          left.push(...values(line))
        }
        for (const index of [0, 1, 2, 3]) line.end(index)
        left.push(...values(line))
        const expected = chunks.map((index, order) => index * 1000 + order)
        expect(left).toEqual([...expected].sort((a, b) => a - b))
      }),
    )
  })
})

const piece = (index: number, length: number) => ({ index, samples: new Float32Array(length) })

describe('timeline', () => {
  it('joins pieces to the sample', () => {
    const timeline = new Timeline()
    expect(timeline.place(piece(0, 100), 1000).startSample).toBe(1000)
    expect(timeline.place(piece(0, 50), 1040).startSample).toBe(1100)
    expect(timeline.place(piece(1, 10), 1040).startSample).toBe(1150)
    expect(timeline.endSample).toBe(1160)
  })

  it('begins late, not in the past, where a piece came too late', () => {
    const timeline = new Timeline()
    timeline.place(piece(0, 100), 1000)
    expect(timeline.place(piece(0, 100), 5000).startSample).toBe(5000)
  })

  it('knows what was heard: nothing before it sounds, and gaps do not count', () => {
    const timeline = new Timeline()
    timeline.place(piece(0, 100), 1000)
    timeline.place(piece(0, 100), 2000)
    timeline.place(piece(1, 100), 2000)
    expect(timeline.heardAt(1000)).toBeNull()
    expect(timeline.heardAt(1030)).toEqual({ index: 0, samples: 30 })
    expect(timeline.heardAt(1900)).toEqual({ index: 0, samples: 100 })
    expect(timeline.heardAt(2010)).toEqual({ index: 0, samples: 110 })
    expect(timeline.heardAt(2150)).toEqual({ index: 1, samples: 50 })
    expect(timeline.heardAt(9999)).toEqual({ index: 1, samples: 100 })
  })

  it('goes on where it was heard when the clock begins anew', () => {
    const timeline = new Timeline()
    timeline.place(piece(0, 100), 1000)
    timeline.place(piece(1, 100), 1000)
    timeline.heardAt(1060)
    const placed = timeline.replace(10)
    expect(placed.map(({ index, samples }) => [index, samples.length])).toEqual([
      [0, 40],
      [1, 100],
    ])
    expect(timeline.heardAt(30)).toEqual({ index: 0, samples: 80 })
    expect(timeline.heardAt(60)).toEqual({ index: 1, samples: 10 })
  })

  it('never takes back what was heard', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 10 })
    const looks = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 20 })
    fc.assert(
      fc.property(lengths, looks, (pieces, samples) => {
        const timeline = new Timeline()
        for (const [index, length] of pieces.entries()) timeline.place(piece(index, length), 10)
        let before = { index: -1, samples: 0 }
        for (const sample of samples) {
          const heard = timeline.heardAt(sample)
          if (heard === null) continue
          const grown =
            heard.index > before.index ||
            (heard.index === before.index && heard.samples >= before.samples)
          expect(grown).toBe(true)
          before = heard
        }
      }),
    )
  })
})

describe('audible span', () => {
  it('covers sound and the room that rings on, and nothing before', () => {
    const span = createAudibleSpan()
    expect(span.covers(0)).toBe(false)
    span.mark(1000, 2000)
    expect([999, 1000, 2000, 2200, 2300].map((atMs) => span.covers(atMs))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
  })

  it('grows with sound that follows, and ends where it is cut off', () => {
    const span = createAudibleSpan()
    span.mark(1000, 2000)
    span.mark(2000, 4000)
    expect(span.covers(3000)).toBe(true)
    span.cut(3000)
    expect(span.covers(3500)).toBe(false)
    span.mark(9000, 9100)
    expect(span.covers(8000)).toBe(false)
  })
})

describe('earcons', () => {
  it.each(['listen', 'done', 'cancel', 'error'] as const)(
    '%s is short, quiet, and silent at both ends',
    (name) => {
      const samples = earconSamples(name, 48_000)
      expect(samples.length / 48).toBeLessThanOrEqual(120)
      const peak = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)
      expect(peak).toBeGreaterThan(0.02)
      expect(peak).toBeLessThan(0.1)
      expect(Math.abs(samples[0] ?? 1)).toBeLessThan(1e-3)
      expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(1e-3)
    },
  )
})

describe('device changes', () => {
  it('come once for a burst of them, after the last', () => {
    const time = new VirtualTime()
    const calls: number[] = []
    const changes = settled(time.clock, () => calls.push(time.nowMs))
    for (let i = 0; i < 12; i++) {
      changes.signal()
      time.advance(50)
    }
    time.advance(1000)
    expect(calls).toHaveLength(1)
    changes.signal()
    changes.dispose()
    time.advance(1000)
    expect(calls).toHaveLength(1)
    expect(time.waiting).toBe(0)
  })
})
