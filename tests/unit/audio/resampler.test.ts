import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createResampler } from '../../../renderer/audio/resampler.ts'

const sine = (frequencyHz: number, rateHz: number, length: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * frequencyHz * i) / rateHz))

const inPieces = (samples: Float32Array, fromHz: number, toHz: number, cuts: readonly number[]) => {
  const resampler = createResampler(fromHz, toHz)
  const output: number[] = []
  let from = 0
  for (const cut of [...cuts, samples.length]) {
    output.push(...resampler.push(samples.slice(from, cut)))
    from = cut
  }
  output.push(...resampler.flush())
  return Float32Array.from(output)
}

const whole = (samples: Float32Array, fromHz: number, toHz: number) =>
  inPieces(samples, fromHz, toHz, [])

/** The loudest of the samples, edges left out. */
const peak = (samples: Float32Array, edge = 200) =>
  samples.slice(edge, -edge).reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)

describe('resampler', () => {
  it.each([
    [22_050, 48_000],
    [24_000, 48_000],
    [48_000, 16_000],
    [44_100, 16_000],
  ])('keeps a tone, its phase and its loudness from %i to %i Hz', (fromHz, toHz) => {
    const output = whole(sine(700, fromHz, fromHz / 2), fromHz, toHz)
    const expected = sine(700, toHz, output.length)
    const error = output.map((sample, i) => sample - (expected[i] ?? 0))
    expect(output.length).toBe(toHz / 2)
    expect(peak(error)).toBeLessThan(0.001)
  })

  it('folds nothing that lies above the lower rate into the speech band', () => {
    expect(peak(whole(sine(11_000, 48_000, 24_000), 48_000, 16_000))).toBeLessThan(0.001)
  })

  it('adds no image of a voice above its own band', () => {
    const output = whole(sine(6000, 22_050, 22_050), 22_050, 48_000)
    const expected = sine(6000, 48_000, output.length)
    expect(peak(output.map((sample, i) => sample - (expected[i] ?? 0)))).toBeLessThan(0.001)
  })

  it('gives the same samples however the stream is cut into pieces', () => {
    const samples = sine(440, 22_050, 3000)
    const expected = whole(samples, 22_050, 48_000)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }), (cuts) => {
        const sorted = [...cuts].sort((a, b) => a - b)
        expect(inPieces(samples, 22_050, 48_000, sorted)).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  it('begins anew after a flush', () => {
    const resampler = createResampler(24_000, 48_000)
    const once = [...resampler.push(sine(300, 24_000, 500)), ...resampler.flush()]
    const twice = [...resampler.push(sine(300, 24_000, 500)), ...resampler.flush()]
    expect(twice).toEqual(once)
  })

  it('leaves samples alone where nothing is to be converted', () => {
    const samples = sine(300, 48_000, 100)
    expect(whole(samples, 48_000, 48_000)).toEqual(samples)
  })
})
