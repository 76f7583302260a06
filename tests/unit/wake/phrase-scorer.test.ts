import { describe, expect, it } from 'vitest'
import { WAKE_SCORES } from '../../../electron/contracts/wake.ts'
import type {
  MoonshineScorer,
  ScoredText,
} from '../../../electron/engines/wake/moonshine-scorer.ts'
import { createPhraseScorer } from '../../../electron/engines/wake/phrase-scorer.ts'

const SURE: ScoredText = {
  logProbability: -3,
  leastLikely: -1,
  behindBest: -1,
  endProbability: 0.9,
}
const UNLIKELY: ScoredText = {
  ...SURE,
  logProbability: -27,
  leastLikely: -12,
  behindBest: -20,
}
const PIECE = new Float32Array(16_000)

/** A recogniser that holds each text as likely as it is told to, and all others for unlikely. */
const hearing = (texts: Readonly<Record<string, ScoredText>>): MoonshineScorer => {
  const known: string[] = []
  return {
    tokensOf: (text) => [known.push(text) - 1],
    hear: () =>
      Promise.resolve((asked) =>
        Promise.resolve(asked.map(([token = -1]) => texts[known[token] ?? ''] ?? UNLIKELY)),
      ),
    dispose: () => Promise.resolve(),
  }
}

const find = async (texts: Readonly<Record<string, ScoredText>>, isPaused = true) => {
  const options = { talk: null, id: 'test' }
  const detector = await createPhraseScorer(hearing(texts), ['Hey Warbler'], options)
  return detector.find(PIECE, isPaused)
}
const scoreOf = async (text: ScoredText): Promise<number> =>
  (await find({ 'Hey warbler': text }))?.score ?? 0

describe('a phrase by how likely it is', () => {
  it('is found where it is what the model would write', async () => {
    const found = await find({ 'Hey warbler': SURE })
    expect(found).toMatchObject({ phrase: 'Hey Warbler', more: false, toSample: PIECE.length })
    expect(found?.score).toBeGreaterThan(WAKE_SCORES.careful)
  })

  it('is found by its best spelling', async () => {
    const near = { ...SURE, logProbability: -24 }
    const found = await find({ 'Hey warbler': near, 'Hey, Warbler': SURE })
    expect(found?.score).toBeGreaterThan(WAKE_SCORES.careful)
  })

  it('is found in noise, where nothing is likely', async () => {
    const noisy = { ...SURE, logProbability: -15, leastLikely: -6, behindBest: -5 }
    expect(await scoreOf(noisy)).toBeGreaterThan(WAKE_SCORES.balanced)
  })

  it('is not found as a whole, by its least likely syllable, or where other words are likelier by far', async () => {
    expect(await scoreOf({ ...SURE, logProbability: -19.5 })).toBeLessThan(WAKE_SCORES.balanced)
    expect(await scoreOf({ ...SURE, leastLikely: -8.5 })).toBeLessThan(WAKE_SCORES.balanced)
    // "Hey Walter", clearly said.
    const walter = { ...SURE, logProbability: -15, leastLikely: -7, behindBest: -13 }
    expect(await scoreOf(walter)).toBeLessThan(WAKE_SCORES.eager)
  })

  it('is found by the eager before it is by the careful', async () => {
    const score = await scoreOf({ ...SURE, behindBest: -8 })
    expect(score).toBeGreaterThan(WAKE_SCORES.eager)
    expect(score).toBeLessThan(WAKE_SCORES.balanced)
  })

  it('tells that something follows in the middle of speech, and where the end is unlikely', async () => {
    expect(await find({ 'Hey warbler': SURE }, false)).toMatchObject({ more: true })
    const goesOn = { ...SURE, endProbability: 0.02 }
    expect(await find({ 'Hey warbler': goesOn })).toMatchObject({ more: true })
  })
})
