import { describe, expect, it } from 'vitest'
import {
  answerLatencyMs,
  firstSoundAfter,
  lastSoundBefore,
  percentile,
  silenceAfterMs,
  soundSpans,
  totalSoundSeconds,
} from '../../support/sound-lab/measure.ts'

const RATE_HZ = 48_000

/** Silence of `length` samples with a tone in each span, given as [start, end, amplitude]. */
const channelWith = (length: number, ...tones: readonly (readonly [number, number, number?])[]) => {
  const channel = new Float32Array(length)
  for (const [start, end, amplitude = 0.3] of tones)
    for (let i = start; i < end; i++) channel[i] = i % 2 === 0 ? amplitude : -amplitude
  return channel
}

describe('where sound begins and ends', () => {
  it('is found to the sample, wherever the detector’s windows happen to lie', () => {
    for (const shift of [0, 1, 117, 239]) {
      const channel = channelWith(48_000, [10_000 + shift, 20_000 + shift])
      expect(soundSpans(channel, RATE_HZ)).toEqual([{ start: 10_000 + shift, end: 20_000 + shift }])
    }
  })

  it('takes a closure inside a word as part of the word and a pause as its end', () => {
    const channel = channelWith(48_000, [4_800, 9_600], [14_400, 19_200], [33_600, 38_400])
    expect(soundSpans(channel, RATE_HZ, { joinGapMs: 160 })).toEqual([
      { start: 4_800, end: 19_200 },
      { start: 33_600, end: 38_400 },
    ])
  })

  it('passes over what is softer than the threshold', () => {
    const channel = channelWith(48_000, [4_800, 9_600, 0.001], [24_000, 28_800, 0.1])
    expect(firstSoundAfter(channel, RATE_HZ, 0, { thresholdDb: -50 })).toBe(24_000)
    expect(firstSoundAfter(channel, RATE_HZ, 0, { thresholdDb: -70 })).toBe(4_800)
  })

  it('is nowhere in silence', () => {
    const silent = new Float32Array(48_000)
    expect(firstSoundAfter(silent, RATE_HZ, 0)).toBeNull()
    expect(lastSoundBefore(silent, RATE_HZ, 48_000)).toBeNull()
    expect(totalSoundSeconds(silent, RATE_HZ)).toBe(0)
  })

  it('is counted from the channel’s start, also when the search begins later', () => {
    const channel = channelWith(96_000, [10_000, 12_000], [50_001, 60_000])
    expect(firstSoundAfter(channel, RATE_HZ, 13_000)).toBe(50_001)
    expect(firstSoundAfter(channel, RATE_HZ, 55_000)).toBe(55_000)
    expect(lastSoundBefore(channel, RATE_HZ, 50_000)).toBe(12_000)
    expect(lastSoundBefore(channel, RATE_HZ, 55_000)).toBe(55_000)
  })

  it('adds up the seconds of all sounds', () => {
    const channel = channelWith(96_000, [0, 24_000], [60_000, 72_000])
    expect(totalSoundSeconds(channel, RATE_HZ)).toBeCloseTo(0.75, 6)
  })
})

describe('the latency of an answer', () => {
  it('runs from the end of speech to the first speech, not to an earcon before it', () => {
    const earcon = [50_000, 55_000] as const
    const answer = [72_000, 96_000] as const
    const channel = channelWith(144_000, earcon, answer)
    expect(answerLatencyMs(channel, RATE_HZ, 48_000)).toBe(500)
    expect(answerLatencyMs(channel, RATE_HZ, 48_000, {})).toBeCloseTo(41.67, 2)
  })

  it('is null when no answer came', () => {
    expect(answerLatencyMs(channelWith(96_000, [0, 40_000]), RATE_HZ, 48_000)).toBeNull()
  })
})

describe('silence after a barge-in', () => {
  it('is reached at the last sound of the old reply', () => {
    const channel = channelWith(144_000, [0, 55_200])
    expect(silenceAfterMs(channel, RATE_HZ, 48_000)).toBe(150)
  })

  it('is not reached in a pause of a reply that goes on', () => {
    const channel = channelWith(192_000, [0, 55_200], [69_600, 100_800])
    expect(silenceAfterMs(channel, RATE_HZ, 48_000)).toBe(1_100)
  })

  it('is not reached at all when the reply lasts as long as the recording', () => {
    expect(silenceAfterMs(channelWith(96_000, [0, 96_000]), RATE_HZ, 48_000)).toBeNull()
    expect(silenceAfterMs(channelWith(96_000, [0, 90_000]), RATE_HZ, 48_000)).toBeNull()
  })

  it('takes no time when the reply was silent already', () => {
    expect(silenceAfterMs(channelWith(96_000, [0, 40_000]), RATE_HZ, 48_000)).toBe(0)
    expect(silenceAfterMs(channelWith(96_000, [80_000, 90_000]), RATE_HZ, 48_000)).toBe(0)
  })
})

describe('a percentile', () => {
  it('lies between the values on both sides of it', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(percentile([10, 20], 0.95)).toBeCloseTo(19.5, 9)
    expect(percentile([7], 0.95)).toBe(7)
  })

  it('of nothing is an error', () => {
    expect(() => percentile([], 0.5)).toThrow()
  })
})
