import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { complexWindow, fourier, WINDOW_SAMPLES } from '../../../electron/engines/turn/fourier.ts'
import { FRAMES, HEARD_SAMPLES, logMelOf } from '../../../electron/engines/turn/log-mel.ts'
import { clips } from './clips.ts'

/** The reference's own numbers: see tests/fixtures/turn/README.md. */
const referenceSchema = z.array(
  z.object({
    name: z.string(),
    clips: z.array(z.string()),
    trailingSamples: z.number(),
    frames: z.array(z.number()),
    bands: z.array(z.number()),
    values: z.array(z.array(z.number())),
    mean: z.number(),
  }),
)
const path = join(import.meta.dirname, '../../fixtures/turn/log-mel.json')
const references = referenceSchema.parse(JSON.parse(await readFile(path, 'utf8')))

/** Features are about -1 to 1 and the numbers are given to five places. */
const TOLERANCE = 2e-4

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

describe('the features that the turn detector hears with', () => {
  it.each(references)('are those of the reference: $name', async (reference) => {
    const features = logMelOf(await clips(reference.clips, reference.trailingSamples))
    const differences = reference.bands.flatMap((band, row) =>
      reference.frames.map(
        (frame, column) =>
          (features[band * FRAMES + frame] ?? NaN) - (reference.values[row]?.[column] ?? NaN),
      ),
    )
    expect(differences.length).toBeGreaterThanOrEqual(250)
    expect(largest(differences)).toBeLessThan(TOLERANCE)
    const mean = features.reduce((sum, value) => sum + value, 0) / features.length
    expect(Math.abs(mean - reference.mean)).toBeLessThan(TOLERANCE)
  })

  it('do not depend on whether the silence in front was left out', async () => {
    const sound = await clips(['capital-of-france'], 800)
    const padded = new Float32Array(HEARD_SAMPLES)
    padded.set(sound, HEARD_SAMPLES - sound.length)
    const [short, whole] = [logMelOf(sound), logMelOf(padded)]
    expect(largest(Array.from(short, (value, n) => value - (whole[n] ?? NaN)))).toBeLessThan(1e-6)
  })

  it('hear no more than the last 8 s', async () => {
    const sound = await clips(['lighthouse-story', 'history-of-rome', 'lighthouse-story'], 60_000)
    expect(sound.length).toBeGreaterThan(HEARD_SAMPLES)
    expect(logMelOf(sound)).toEqual(logMelOf(sound.slice(-HEARD_SAMPLES)))
  })

  it.each([0, 1, 159, 200, 201])('are finite for %i samples of nothing', (length) => {
    expect(logMelOf(new Float32Array(length)).every(Number.isFinite)).toBe(true)
  })
})

it('the transform of 400 points is that of its definition', () => {
  const window = complexWindow()
  for (let n = 0; n < WINDOW_SAMPLES; n += 1) {
    window.re[n] = Math.sin(n * n * 0.37)
    window.im[n] = Math.cos(n * 1.7) * (n % 7)
  }
  const expected = (bin: number) => {
    let [re, im] = [0, 0]
    for (let n = 0; n < WINDOW_SAMPLES; n += 1) {
      const angle = (-2 * Math.PI * ((n * bin) % WINDOW_SAMPLES)) / WINDOW_SAMPLES
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
      re += (original.re[n] ?? 0) * cosine - (original.im[n] ?? 0) * sine
      im += (original.re[n] ?? 0) * sine + (original.im[n] ?? 0) * cosine
    }
    return [re, im]
  }
  const original = structuredClone(window)
  fourier(window, complexWindow())
  const differences = Array.from({ length: WINDOW_SAMPLES }, (_, bin) => {
    const [re = NaN, im = NaN] = expected(bin)
    return Math.hypot((window.re[bin] ?? NaN) - re, (window.im[bin] ?? NaN) - im)
  })
  expect(largest(differences)).toBeLessThan(1e-9)
})
