import { describe, expect, it } from 'vitest'
import { locate } from '../../support/sound-lab/locate.ts'
import { audiblePart } from '../../support/sound-lab/play.ts'
import { loadQuestion, questionSound } from '../../support/sound-lab/questions.ts'
import { resample } from '../../support/sound-lab/resample.ts'
import { click, pinkNoise } from '../../support/sound-lab/sounds.ts'

const speechLike = pinkNoise(0.5, -20, 3).samples

const recordingOf = (sound: Float32Array, at: number, length = 96_000) => {
  const recording = new Float32Array(length)
  recording.set(sound, at)
  return recording
}

describe('a sound that was played', () => {
  it('is found at the very sample', () => {
    for (const at of [0, 1, 31_337]) {
      const found = locate(recordingOf(speechLike, at), speechLike)
      expect(found?.atSample).toBe(at)
      expect(found?.likeness).toBeCloseTo(1, 3)
    }
  })

  it('is found under the echo of something else', () => {
    const recording = recordingOf(speechLike, 20_000)
    pinkNoise(2, -30, 99).samples.forEach((sample, n) => {
      recording[n] = (recording[n] ?? 0) + sample
    })
    expect(locate(recording, speechLike)?.atSample).toBe(20_000)
  })

  it('is found by its loud part when it begins with silence', () => {
    const sound = click().samples
    expect(locate(recordingOf(sound, 12_345), sound)?.atSample).toBe(12_345)
  })

  it('is not found in silence or in another sound', () => {
    expect(locate(new Float32Array(96_000), speechLike)).toBeNull()
    expect(locate(pinkNoise(2, -20, 77).samples, speechLike)).toBeNull()
  })

  it('is looked for only between the given places', () => {
    const recording = recordingOf(speechLike, 40_000)
    expect(locate(recording, speechLike, 0, 39_000)).toBeNull()
    expect(locate(recording, speechLike, 39_000, 41_000)?.atSample).toBe(40_000)
  })
})

describe('a spoken clip', () => {
  const clip = async (id: string) =>
    resample(await questionSound(await loadQuestion(id)), 48_000).samples

  it('is not taken for another by the same voice', async () => {
    // By their loudest vowels alone these two are alike to 0.8.
    const [other, sought] = [await clip('romeo-and-juliet'), await clip('colour-of-the-sky')]
    expect(locate(recordingOf(other, 20_000, 160_000), sought)).toBeNull()
  })

  it('is found where another is spoken over it', async () => {
    const [other, sought] = [await clip('romeo-and-juliet'), await clip('colour-of-the-sky')]
    const recording = recordingOf(sought, 20_000, 160_000)
    other.forEach((sample, n) => {
      recording[n + 12_000] = (recording[n + 12_000] ?? 0) + sample
    })
    expect(locate(recording, sought)?.atSample).toBe(20_000)
  })
})

describe('the audible part of a sound', () => {
  it('leaves out the silence at both ends', () => {
    expect(audiblePart(Float32Array.of(0, 0, 0.5, 0, -0.4, 0.0001, 0))).toEqual({
      start: 2,
      end: 5,
    })
  })

  it('of silence is empty', () => {
    expect(audiblePart(new Float32Array(10))).toEqual({ start: 0, end: 0 })
  })
})
