import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadQuestions, questionFiles, questionSound } from '../../support/sound-lab/questions.ts'
import { resample } from '../../support/sound-lab/resample.ts'
import { levelDb, peakOf } from '../../support/sound-lab/sound.ts'
import { cough, doorSlam, mix, music, pinkNoise, typing } from '../../support/sound-lab/sounds.ts'
import { cutAtPauses } from '../../support/sound-lab/transcribe.ts'
import { decodeWave, encodeWave } from '../../support/sound-lab/wave-file.ts'

const tone = (frequencyHz: number, sampleRateHz: number, seconds: number) => ({
  samples: Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * n) / sampleRateHz),
  ),
  sampleRateHz,
})

describe('resampling', () => {
  it('keeps a tone’s pitch and loudness', () => {
    const up = resample(tone(1000, 16_000, 0.5), 48_000)
    const expected = tone(1000, 48_000, 0.5).samples
    expect(up.samples.length).toBe(expected.length)
    const middle = Array.from(up.samples.subarray(6_000, 18_000))
    const worst = Math.max(
      ...middle.map((sample, n) => Math.abs(sample - (expected[6_000 + n] ?? 0))),
    )
    expect(worst).toBeLessThan(0.001)
  })

  it('removes what the lower rate cannot hold instead of folding it back', () => {
    const down = resample(tone(11_000, 48_000, 0.5), 16_000)
    expect(levelDb(down.samples, 1_000, 7_000)).toBeLessThan(-60)
  })
})

describe('a WAV file', () => {
  it('gives back what was put in, to 16 bits', () => {
    const sound = tone(440, 22_050, 0.1)
    const back = decodeWave(encodeWave(sound))
    expect(back.sampleRateHz).toBe(22_050)
    expect(back.samples.length).toBe(sound.samples.length)
    const worst = Math.max(...back.samples.map((s, n) => Math.abs(s - (sound.samples[n] ?? 0))))
    expect(worst).toBeLessThanOrEqual(0.5 / 32_768)
  })

  it('that is none is refused', () => {
    expect(() =>
      decodeWave(Buffer.from('no sound in here, only a sentence that is long enough')),
    ).toThrow()
  })
})

describe('the spoken clips', () => {
  it('are all there, and every one is loud enough and begins at once', async () => {
    const questions = await loadQuestions()
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
    expect(questions.flatMap(questionFiles).filter((file) => !existsSync(file))).toEqual([])
    for (const question of questions) {
      const sound = await questionSound(question)
      expect(sound.sampleRateHz, question.id).toBe(16_000)
      expect(peakOf(sound.samples), question.id).toBeGreaterThan(0.2)
      expect(peakOf(sound.samples.subarray(0, 800)), question.id).toBeGreaterThan(0.002)
    }
  })

  it('hold a pause of the length that the test asks for', async () => {
    const [question] = await loadQuestions('thinking-pause')
    if (question === undefined) throw new Error('there is none')
    const short = await questionSound(question, 700)
    const long = await questionSound(question, 1400)
    expect(long.samples.length - short.samples.length).toBe(0.7 * 16_000)
  })
})

describe('sounds by rule', () => {
  it('have the level that was asked for and stay in range', () => {
    for (const sound of [
      pinkNoise(1, -40),
      cough(-22),
      doorSlam(-16),
      music(2, -30),
      typing(1, -42),
    ])
      expect(peakOf(sound.samples)).toBeLessThanOrEqual(1)
    expect(levelDb(pinkNoise(1, -40).samples)).toBeCloseTo(-40, 1)
    expect(levelDb(music(2, -30).samples)).toBeCloseTo(-30, 1)
  })

  it('are the same every time', () => {
    expect(cough().samples).toEqual(cough().samples)
  })

  it('are mixed over the whole of the first', () => {
    const quiet = { samples: new Float32Array(96_000), sampleRateHz: 48_000 }
    expect(levelDb(mix(quiet, pinkNoise(0.5, -40)).samples, 72_000)).toBeCloseTo(-40, 0)
  })
})

describe('a long recording for the transcriber', () => {
  it('is cut into pieces that its model can take, in its pauses', () => {
    const speech = tone(300, 16_000, 20)
    for (const pause of [5, 11, 16]) speech.samples.fill(0, pause * 16_000, (pause + 0.2) * 16_000)
    const pieces = cutAtPauses(speech.samples, speech.sampleRateHz)
    expect(pieces.length).toBeGreaterThan(2)
    for (const { start, end } of pieces) expect((end - start) / 16_000).toBeLessThanOrEqual(8)
    const cuts = pieces.slice(0, -1).map(({ end }) => end / 16_000)
    for (const cut of cuts)
      expect(
        [5, 11, 16].some((pause) => cut >= pause && cut <= pause + 0.2),
        `cut at ${cut}`,
      ).toBe(true)
  })

  it('loses no sound at the cuts and contains no silence alone', () => {
    const speech = tone(300, 16_000, 12)
    const pieces = cutAtPauses(speech.samples, 16_000)
    expect(pieces[0]?.start).toBeLessThan(10)
    expect(pieces[1]?.start).toBe(pieces[0]?.end)
    expect(pieces.at(-1)?.end).toBeGreaterThan(12 * 16_000 - 100)
    expect(cutAtPauses(new Float32Array(160_000), 16_000)).toEqual([])
  })
})
