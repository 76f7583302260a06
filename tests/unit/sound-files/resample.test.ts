import { describe, expect, it } from 'vitest'
import { resample } from '../../../electron/engines/sound-files/resample.ts'
import { amplitudeAt, tone } from './tones.ts'

describe('resample', () => {
  it.each([8000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000])(
    'keeps pitch, level and length of a tone from %i Hz',
    (fromHz) => {
      const output = resample(tone(1000, fromHz, 0.4), fromHz, 16_000)
      expect(output).toHaveLength(6400)
      expect(amplitudeAt(output, 1000, 16_000)).toBeCloseTo(0.5, 2)
    },
  )

  it('removes what the lower rate cannot hold instead of folding it back', () => {
    const output = resample(tone(11_000, 44_100, 0.5), 44_100, 16_000)
    const folded = amplitudeAt(output, 16_000 - 11_000, 16_000)
    expect(folded).toBeLessThan(0.0005)
  })

  it('keeps the highest notes of speech', () => {
    const output = resample(tone(6800, 48_000, 0.5), 48_000, 16_000)
    expect(amplitudeAt(output, 6800, 16_000)).toBeGreaterThan(0.45)
  })

  it('does not shift the sound in time', () => {
    const click = new Float32Array(4410)
    click[2205] = 1
    const output = resample(click, 44_100, 16_000)
    expect(output.indexOf(Math.max(...output))).toBe(800)
  })

  it('hands back the same samples when there is nothing to do', () => {
    const samples = tone(440, 16_000, 0.1)
    expect(resample(samples, 16_000, 16_000)).toBe(samples)
  })
})
