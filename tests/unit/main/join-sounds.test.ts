import { expect, it } from 'vitest'
import { joinReplies, joinSounds } from '../../../electron/main/ask/join-sounds.ts'

/** A tone of 500 Hz. */
const tone = (seconds: number, sampleRateHz: number) => ({
  samples: Float32Array.from({ length: seconds * sampleRateHz }, (_, index) =>
    Math.sin((2 * Math.PI * 500 * index) / sampleRateHz),
  ),
  sampleRateHz,
})

const crossings = (samples: Float32Array): number =>
  samples.reduce(
    (sum, value, index) => sum + (value >= 0 !== (samples[index - 1] ?? 0) >= 0 ? 1 : 0),
    0,
  )

it('keeps the pitch of each sound, whichever rate the others have', () => {
  const { samples, sampleRateHz } = joinSounds([tone(1, 22_050), tone(1, 24_000)])
  expect(sampleRateHz).toBe(24_000)
  expect(samples).toHaveLength(48_000)
  for (const second of [samples.subarray(0, 24_000), samples.subarray(24_000)]) {
    expect(Math.abs(crossings(second) - 1000)).toBeLessThanOrEqual(4)
  }
})

it('leaves what has one rate as it is, without a seam', () => {
  const whole = tone(1, 22_050)
  const pieces = [0, 5000, 5001, 22_050].map((from, index, all) => ({
    samples: whole.samples.subarray(from, all[index + 1] ?? from),
    sampleRateHz: whole.sampleRateHz,
  }))
  expect(joinSounds(pieces)).toEqual(whole)
})

it('makes the same of a stretch at a lower rate, however many pieces it comes in', () => {
  const high = tone(0.1, 24_000)
  const low = tone(1, 22_050)
  const halves = [low.samples.subarray(0, 11_000), low.samples.subarray(11_000)]
  const sampleRateHz = 22_050
  const inPieces = joinSounds([high, ...halves.map((samples) => ({ samples, sampleRateHz }))])
  expect(inPieces).toEqual(joinSounds([high, low]))
})

it('puts half a second between replies, and none around a silent one', () => {
  const silent = { samples: new Float32Array(0), sampleRateHz: 48_000 }
  const { samples, sampleRateHz } = joinReplies([silent, tone(1, 16_000), silent, tone(1, 24_000)])
  expect(sampleRateHz).toBe(24_000)
  expect(samples).toHaveLength(2.5 * 24_000)
  expect(joinReplies([silent]).samples).toHaveLength(0)
})
