import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import { SpeechSegmenter, type Span } from '../../../electron/engines/stt/speech-segmenter.ts'

const MAXIMUM_SAMPLES = 8 * 16_000
const LAG_SAMPLES = 4 * FRAME_SAMPLES

const segment = (frames: readonly boolean[], samples?: Float32Array) => {
  const sound = samples ?? new Float32Array(frames.length * FRAME_SAMPLES).fill(0.1)
  const segmenter = new SpeechSegmenter({
    maximumSamples: MAXIMUM_SAMPLES,
    onsetLagSamples: LAG_SAMPLES,
    offsetLagSamples: FRAME_SAMPLES,
  })
  const history: (readonly Span[])[] = []
  for (const [index, speaking] of frames.entries()) {
    segmenter.advance(sound.subarray(0, (index + 1) * FRAME_SAMPLES), speaking)
    history.push(segmenter.closed)
  }
  return { segmenter, history, length: sound.length }
}

/** Runs of speech and silence, in frames of 32 ms. */
const frames = (...runs: readonly (readonly [boolean, number])[]): readonly boolean[] =>
  runs.flatMap(([speaking, count]) => Array.from({ length: count }, () => speaking))

describe('SpeechSegmenter', () => {
  it('holds its invariants for any speech', () => {
    const run = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 400 }))
    fc.assert(
      fc.property(fc.array(run, { maxLength: 12 }), (runs) => {
        const told = frames(...runs)
        const { segmenter, history, length } = segment(told)
        const open = segmenter.open ? [{ start: segmenter.open.start, end: length }] : []
        const all = [...segmenter.closed, ...open]
        for (const [index, span] of all.entries()) {
          expect(span.end - span.start).toBeLessThanOrEqual(MAXIMUM_SAMPLES)
          expect(span.end).toBeGreaterThan(span.start)
          const before = all[index - 1]
          if (before) expect(span.start).toBeGreaterThanOrEqual(before.end - FRAME_SAMPLES)
        }
        for (const [index, speaking] of told.entries()) {
          if (!speaking) continue
          const middle = (index + 0.5) * FRAME_SAMPLES
          expect(all.some(({ start, end }) => start <= middle && middle < end)).toBe(true)
        }
        for (const [index, closed] of history.entries()) {
          const before = history[index - 1] ?? []
          expect(closed.slice(0, before.length)).toEqual(before)
        }
      }),
    )
  })

  it('begins early enough for the word that the detector was late to tell', () => {
    const { segmenter } = segment(frames([false, 20], [true, 10]))
    expect(segmenter.open?.start).toBe(21 * FRAME_SAMPLES - LAG_SAMPLES)
  })

  it('cuts where it is quietest when nobody pauses', () => {
    const told = frames([true, 300])
    const sound = new Float32Array(told.length * FRAME_SAMPLES).fill(0.1)
    const quiet = 6 * 16_000
    sound.fill(0.001, quiet, quiet + 800)
    const { segmenter } = segment(told, sound)
    const cut = segmenter.closed[0]?.end ?? 0
    expect(cut).toBeGreaterThan(quiet)
    expect(cut).toBeLessThan(quiet + 800)
  })

  it('parts long speech at a short pause, and short speech only at a long one', () => {
    const short = frames([true, 60], [false, 20], [true, 20])
    expect(segment(short).segmenter.closed).toHaveLength(0)
    const long = frames([true, 160], [false, 20], [true, 20])
    expect(segment(long).segmenter.closed).toHaveLength(1)
    const parted = frames([true, 60], [false, 60], [true, 20])
    expect(segment(parted).segmenter.closed).toHaveLength(1)
  })
})
